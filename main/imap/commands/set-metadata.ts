/** SETMETADATA (RFC 5464 4.3). */
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import type { Command } from '../command.ts';
import type { MetadataEntry } from '../mailbox.ts';
import { CommandWriter } from '../wire/encoder.ts';
import { entryName, metadataFailure, metadataNeeds } from './metadata-entries.ts';
import { mailboxKey } from './status.ts';

/** '' is the server; a value of null removes the entry. All or none of them are set. A NO with METADATA MAXSIZE is 'over-quota'. */
export const setMetadata = (wireName: string, entries: readonly MetadataEntry[]): Command<void> => ({
  name: 'SETMETADATA',
  lane: { kind: 'data', name: 'METADATA', about: mailboxKey(wireName) },
  needs: metadataNeeds(wireName),
  parts(wire) {
    if (entries.length === 0) throw fail('invalid-input', say('engine-imap.noAnnotation'));
    const writer = new CommandWriter(wire).word('SETMETADATA ');
    if (wireName === '') writer.word('""');
    else writer.mailbox(wireName);
    for (const [index, { name, value }] of entries.entries()) {
      writer.word(index > 0 ? ' ' : ' (').word(entryName(name)).word(' ');
      if (value === null) writer.word('NIL');
      else if (value.includes(0)) writer.literal8(value);
      else writer.literal(value);
    }
    return writer.word(')').finish();
  },
  done: () => undefined,
  refused: (status) => metadataFailure('SETMETADATA', status),
});
