/** UID FETCH of one section (RFC 3501 6.4.5) or decoded part (RFC 3516) of any size straight into a sink. */
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import type { Command, LiteralSink } from '../command.ts';
import { formatUidSet } from '../uid-set.ts';
import { CommandWriter } from '../wire/encoder.ts';
import { ITEM } from '../wire/fetch.ts';
import { BINARY_NEEDS, partName, sectionName, writePartial } from './fetch-program.ts';

export interface StreamRequest {
  uid: number;
  /** As in FetchItems: '' for the whole message, `2.1`, `HEADER`. */
  section: string;
  /** BINARY: the server undoes the transfer encoding; then only a part's number will do. */
  binary?: boolean;
  /** So many octets from `offset`, by default the first. */
  offset?: number;
  length?: number;
  /** Written to in pieces; `end` only once all has come. A promise stops reading from the socket. */
  sink: LiteralSink;
}

/** Octets written, or null where the server has no such section. Rejects with what the sink fails with, and with 'message-gone' where the message is not there. */
export function uidFetchStream(request: StreamRequest): Command<number | null> {
  const { uid, sink } = request;
  const name = request.binary === true ? partName(request.section) : sectionName(request.section);
  const key = (request.offset ?? 0) > 0 ? `${name}<${request.offset!}>` : name;
  const item = `${request.binary === true ? 'BINARY' : 'BODY'}[${key}]`;
  let claimed = false;
  let seen = false;
  let octets: number | null | undefined;
  let broken: { error: unknown } | null = null;

  const writeAll = async (whole: Buffer): Promise<void> => {
    try {
      await sink.write(whole);
      await sink.end();
      octets = whole.length;
    } catch (error) {
      broken = { error };
    }
  };

  return {
    name: 'UID FETCH',
    lane: { kind: 'rows', uids: [[uid, uid]] },
    ...(request.binary === true ? { needs: BINARY_NEEDS } : {}),
    parts() {
      const writer = new CommandWriter().word(`UID FETCH ${formatUidSet([[uid, uid]])} (UID ${request.binary === true ? 'BINARY' : 'BODY'}.PEEK[${name}]`);
      writePartial(writer, request.offset, request.length);
      return writer.word(')').finish();
    },
    literal(start) {
      if (claimed || octets !== undefined || start.item !== item || (start.uid !== null && start.uid !== uid)) return null;
      claimed = true;
      return sink;
    },
    take(response) {
      if (response.kind !== 'fetch') return false;
      const { message, items } = response.row;
      const streamed = message.streamed?.get(item);
      const own = (items & ITEM.uid) !== 0 && message.uid === uid;
      if (claimed && streamed !== undefined && octets === undefined) {
        // Its UID came behind it: what was written is another message's.
        if (!own) broken = { error: fail('protocol', say('engine-imap.otherMessage')) };
        octets = streamed;
        return own;
      }
      if (!own) return false;
      seen = true;
      const whole = (request.binary === true ? message.binary : message.sections)?.get(key);
      if (whole === undefined || octets !== undefined || broken !== null) return false;
      if (whole !== null) return writeAll(whole);
      octets = null;
      return true;
    },
    done() {
      if (broken !== null) throw broken.error;
      if (octets !== undefined) return octets;
      if (seen) throw fail('protocol', say('engine-imap.leftOut'));
      throw fail('message-gone', say('engine-imap.messageGone'));
    },
  };
}
