/** GETMETADATA (RFC 5464 4.2): annotations of a mailbox, or of the server. */
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import type { Command } from '../command.ts';
import type { MetadataEntry } from '../mailbox.ts';
import { CommandWriter } from '../wire/encoder.ts';
import { entryList, metadataFailure, metadataNeeds, readMetadata } from './metadata-entries.ts';
import { mailboxKey, sameMailbox } from './status.ts';

export interface GetMetadataOptions {
  /** Also the entries one level below those named, or all. Default 0: just those. */
  depth?: 0 | 1 | 'infinity';
  /** Values of more octets are left out. */
  maxSize?: number;
}

/** `longest`: octets of the longest value that was left out for its size, or null. */
export interface Metadata { entries: MetadataEntry[]; longest: number | null }

/** '' is the server. An entry without a value may be missing or come with null; OK without any answer means that there is none. */
export function getMetadata(wireName: string, names: readonly string[], options: GetMetadataOptions = {}): Command<Metadata> {
  const entries: MetadataEntry[] = [];
  let broken = false;
  return {
    name: 'GETMETADATA',
    lane: { kind: 'data', name: 'METADATA', about: mailboxKey(wireName) },
    needs: metadataNeeds(wireName),
    parts(wire) {
      if (names.length === 0) throw fail('invalid-input', say('engine-imap.noAnnotationAsked'));
      const writer = new CommandWriter(wire).word('GETMETADATA ');
      const { depth, maxSize } = options;
      if (depth !== undefined || maxSize !== undefined) {
        writer.word('(');
        if (maxSize !== undefined) writer.word('MAXSIZE ').number(maxSize).word(depth === undefined ? '' : ' ');
        if (depth !== undefined) writer.word(`DEPTH ${depth}`);
        writer.word(') ');
      }
      if (wireName === '') writer.word('""');
      else writer.mailbox(wireName);
      return writer.word(` (${entryList(names)})`).finish();
    },
    take(response) {
      if (response.kind !== 'data' || response.name !== 'METADATA') return false;
      const [mailbox, data] = response.values ?? [];
      // Without parentheses it is news of a change (RFC 5464 4.4.2).
      if (response.values !== null && (typeof mailbox !== 'string' || !sameMailbox(mailbox, wireName) || !Array.isArray(data))) return false;
      if (response.values === null) broken = true;
      else entries.push(...readMetadata(data));
      return true;
    },
    done(status) {
      if (broken) throw fail('protocol', say('engine-imap.badAnnotations'));
      const longest = status.code?.name === 'METADATA' ? /^LONGENTRIES (\d{1,15})$/iu.exec(status.code.rest.trim()) : null;
      return { entries, longest: longest === null ? null : Number(longest[1]) };
    },
    refused: (status) => metadataFailure('GETMETADATA', status),
  };
}
