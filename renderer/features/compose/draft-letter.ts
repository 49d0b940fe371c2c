/** A letter on its way between the composer and the journal. */
import type { OperationId } from '../../../shared/ids.ts';
import type { Outgoing } from '../../../shared/ipc/contract/compose.ts';
import type { DraftLetter } from '../../../shared/model/draft.ts';
import { FIELDS, letterOf, type Field, type Letter } from './letter.ts';
import { chipsOfLines } from './recipients.ts';

const lines = (letter: Letter, field: Field): string => [...letter.chips[field].map((chip) => chip.text), letter.typed[field]].filter(Boolean).join('\n');

export const draftLetterOf = (letter: Letter, { inReplyTo, references, source }: Outgoing, replaces: OperationId | null): DraftLetter => ({
  accountId: letter.accountId,
  to: lines(letter, 'to'), cc: lines(letter, 'cc'), bcc: lines(letter, 'bcc'),
  subject: letter.subject, text: letter.text, inReplyTo, references, source, replaces,
});

/** What a composer that goes on with a draft began with: nothing but what it answers. */
export const outgoingOfDraft = ({ accountId, inReplyTo, references, source }: DraftLetter): Outgoing => ({ accountId, to: [], cc: [], bcc: [], subject: '', text: '', inReplyTo, references, source });

export function letterOfDraft(draft: DraftLetter): Letter {
  const letter = letterOf(outgoingOfDraft(draft));
  const chips = { ...letter.chips };
  for (const field of FIELDS) chips[field] = chipsOfLines(draft[field]);
  return { ...letter, chips, subject: draft.subject, text: draft.text };
}
