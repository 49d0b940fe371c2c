/** URLFETCH (RFC 4467 7) and its extended form with URLAUTH=BINARY (RFC 5524): what authorised URLs name. */
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import type { Command } from '../command.ts';
import { CommandWriter } from '../wire/encoder.ts';
import { valueList, type Value } from '../wire/value.ts';

export type UrlItem = 'BODY' | 'BINARY' | 'BODYPARTSTRUCTURE';

export interface UrlRequest {
  /** As GENURLAUTH answered it. */
  url: string;
  /** BODY as it is, BINARY with its transfer encoding undone, never both. Without items BODY, which needs no URLAUTH=BINARY. */
  items?: readonly UrlItem[];
}

export interface UrlContent {
  url: string;
  /** Null where the server does not hand it out: expired, revoked, gone. */
  body: Buffer | null;
  /** Of BODYPARTSTRUCTURE: BODYSTRUCTURE of the part as a tree of values; null where there is none. */
  structure: Value;
}

/**
 * In the order asked for. One that is left out of the answer is 'protocol'. Held in memory, within the limits of a response. Best run where the
 * mailbox of the URL is not selected: Cyrus 3.6.1 hangs up on that (2026-11-21).
 */
export function urlFetch(requests: readonly UrlRequest[]): Command<UrlContent[]> {
  const heard = new Map<string, UrlContent>();
  let readable = true;
  return {
    name: 'URLFETCH',
    lane: { kind: 'data', name: 'URLFETCH', about: null },
    needs: ['URLAUTH'],
    needsAll: requests.some(({ items }) => items !== undefined) ? ['URLAUTH=BINARY'] : [],
    // What is in it opens the message to anybody.
    secret: true,
    parts(wire) {
      if (requests.length === 0) throw fail('invalid-input', say('engine-imap.noAddress'));
      const writer = new CommandWriter(wire).word('URLFETCH');
      for (const { url, items } of requests) {
        if (items === undefined) writer.word(' ').string(url);
        else {
          if (items.length === 0 || (items.includes('BODY') && items.includes('BINARY'))) throw fail('invalid-input', say('engine-imap.partDecoded'));
          writer.word(' (').string(url);
          for (const item of items) writer.word(` ${item}`);
          writer.word(')');
        }
      }
      return writer.finish();
    },
    take(response) {
      if (response.kind !== 'data' || response.name !== 'URLFETCH') return false;
      if (response.values === null) readable = false;
      else for (const content of contentsIn(response.values)) heard.set(content.url, content);
      return true;
    },
    done() {
      return requests.map(({ url }) => {
        const content = heard.get(url);
        if (content === undefined || !readable) throw fail('protocol', say('engine-imap.addressUnknown'));
        return content;
      });
    },
  };
}

/** `url nstring`, or `url (NAME value) (NAME value)`, one behind the other. */
function contentsIn(values: readonly Value[]): UrlContent[] {
  const contents: UrlContent[] = [];
  for (let at = 0; at < values.length; ) {
    const url = values[at++];
    if (typeof url !== 'string') return contents;
    const content: UrlContent = { url, body: null, structure: null };
    contents.push(content);
    if (!Array.isArray(values[at])) content.body = octets(values[at++]);
    else for (; Array.isArray(values[at]); at++) readItems(content, valueList(values[at]));
  }
  return contents;
}

/** Dovecot 2.3, 2.4: `(BODYPARTSTRUCTURE (…) BINARY ~{5}…)`, all items in one pair of parentheses; 2026-11-21. */
function readItems(content: UrlContent, items: readonly Value[]): void {
  for (let at = 0; at + 1 < items.length; at += 2) {
    const name = items[at];
    if (typeof name !== 'string') return;
    if (/^(?:BODY|BINARY)$/iu.test(name)) content.body = octets(items[at + 1]);
    else if (/^BODYPARTSTRUCTURE$/iu.test(name)) content.structure = items[at + 1]!;
  }
}

const octets = (value: Value | undefined): Buffer | null => (typeof value === 'string' ? Buffer.from(value, 'latin1') : null);
