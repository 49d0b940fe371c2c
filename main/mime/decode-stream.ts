/** Content-Transfer-Encoding undone while octets come: nothing is held but what a piece may end in the middle of. */
import { Base64Decoder, decodeQuotedPrintable, decodeTransfer, encodingOf } from './transfer-encoding.ts';
import { fail } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';

/** Octets of an encoding that can only be undone as a whole. */
const MOST_WHOLE = 64 * 1024 * 1024;
/** Octets held back because they may belong to what follows, such as blanks at the end of a line. */
const MOST_HELD = 64 * 1024;

/** `encoding` as decodeTransfer takes it; one nobody knows leaves the octets as they are. Throws FailureError 'unsupported' for uuencoded octets beyond 64 MiB. */
export async function* decodeStream(source: AsyncIterable<Buffer>, encoding: string): AsyncGenerator<Buffer> {
  switch (encodingOf(encoding)) {
    case 'base64': {
      const decoder = new Base64Decoder();
      for await (const chunk of source) yield decoder.take(chunk);
      yield decoder.end();
      break;
    }
    case 'quoted-printable': {
      let rest: Buffer = Buffer.alloc(0);
      for await (const chunk of source) {
        const all = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
        const cut = lastSafeCut(all);
        yield decodeQuotedPrintable(all.subarray(0, cut));
        rest = all.subarray(cut);
      }
      yield decodeQuotedPrintable(rest);
      break;
    }
    case 'uuencode': {
      const chunks: Buffer[] = [];
      let octets = 0;
      for await (const chunk of source) {
        octets += chunk.length;
        if (octets > MOST_WHOLE) throw fail('unsupported', say('engine-handlers.tooLargeUuencode'));
        chunks.push(chunk);
      }
      yield decodeTransfer(Buffer.concat(chunks), encoding).bytes;
      break;
    }
    default:
      yield* source;
  }
}

/** A place before which nothing depends on what follows: not behind blanks that may end a line, not within `=XX` or a soft break. */
function lastSafeCut(octets: Buffer): number {
  let cut = octets.length;
  const floor = Math.max(0, cut - MOST_HELD);
  while (cut > floor && mayGoOn(octets[cut - 1]!)) cut--;
  // `=4` of `=41`, and again what stands before it.
  while (cut > floor && octets[cut - 2] === 0x3d) {
    cut -= 2;
    while (cut > floor && mayGoOn(octets[cut - 1]!)) cut--;
  }
  return cut;
}

/** A blank, a carriage return, or `=`. */
const mayGoOn = (octet: number): boolean => octet === 0x20 || octet === 0x09 || octet === 0x0d || octet === 0x3d;
