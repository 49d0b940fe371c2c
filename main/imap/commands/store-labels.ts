/** UID STORE of X-GM-LABELS (Gmail's IMAP extensions, "Access to Gmail labels"). */
import type { Command } from '../command.ts';
import { uidSetHas, formatUidSet, type UidSet } from '../uid-set.ts';
import { CommandWriter } from '../wire/encoder.ts';
import { storeAnswer, type Stored } from './store.ts';

export interface LabelChange {
  action: 'add' | 'remove' | 'replace';
  /** Of people, in the form of a mailbox name on the wire; of the system: `\Inbox`, `\Sent`, `\Starred`. */
  labels: readonly string[];
}

const SIGN = { add: '+', remove: '-', replace: '' } as const;
/** Anything else with a backslash is a label of people, and is quoted. */
const SYSTEM = /^\\(?:Inbox|Sent|Drafts?|Important|Starred|Trash|Spam|Junk|Muted|All|AllMail)$/iu;

export function uidStoreLabels(set: UidSet, change: LabelChange): Command<Stored> {
  return {
    name: 'UID STORE',
    lane: { kind: 'rows', uids: set, writes: true },
    needs: ['X-GM-EXT-1'],
    parts(wire) {
      const writer = new CommandWriter(wire).word(`UID STORE ${formatUidSet(set)} ${SIGN[change.action]}X-GM-LABELS.SILENT (`);
      for (const [index, label] of change.labels.entries()) {
        if (index > 0) writer.word(' ');
        if (SYSTEM.test(label)) writer.flag(label);
        else writer.mailbox(label);
      }
      return writer.word(')').finish();
    },
    ...storeAnswer('UID STORE', 0, (row) => uidSetHas(set, row.message.uid)),
  };
}
