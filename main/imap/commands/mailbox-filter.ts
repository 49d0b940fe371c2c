/** Which mailboxes NOTIFY and ESEARCH are about (RFC 5465 6 `filter-mailboxes`; `subtree-one` RFC 7377 2.2). */
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import type { CommandWriter } from '../wire/encoder.ts';

export type MailboxFilter =
  /** `selected-delayed`: message numbers stay true until the client asks for something (RFC 5465 6.2). */
  | { kind: 'selected' | 'selected-delayed' | 'inboxes' | 'personal' | 'subscribed' }
  /** Wire names. `subtree`: and everything below; `subtree-one`: and the level below (not in NOTIFY). */
  | { kind: 'mailboxes' | 'subtree' | 'subtree-one'; names: readonly string[] };

export function writeMailboxFilter(writer: CommandWriter, filter: MailboxFilter): void {
  writer.word(filter.kind);
  if (!('names' in filter)) return;
  if (filter.names.length === 0) throw fail('invalid-input', say('engine-imap.noFolderNamed'));
  writer.word(' (');
  for (const [index, name] of filter.names.entries()) writer.word(index > 0 ? ' ' : '').mailbox(name);
  writer.word(')');
}
