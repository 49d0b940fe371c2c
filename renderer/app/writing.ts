/** What is being written, if anything. */
import type { AccountId, DraftId, MessageId, OperationId } from '../../shared/ids.ts';
import type { Outgoing } from '../../shared/ipc/contract/compose.ts';
import type { Draft, DraftRow } from '../../shared/model/draft.ts';
import { outgoingOfDraft } from '../features/compose/draft-letter.ts';
import { emptyOutgoing } from '../features/compose/letter.ts';
import type { LetterStart } from '../features/compose/use-letter.ts';

export type AnswerKind = 'reply' | 'replyAll' | 'forward';

export type Writing =
  | { readonly kind: 'none' }
  | { readonly kind: 'letter'; readonly draftId: DraftId; readonly start: LetterStart }
  | { readonly kind: AnswerKind; readonly draftId: DraftId; readonly messageId: MessageId };

/** What is asked for. */
export type ToWrite =
  | { readonly kind: 'new'; readonly accountId: AccountId }
  /** Begun by a link or a list: the writer goes on. */
  | { readonly kind: 'begun'; readonly initial: Outgoing }
  /** Could not be sent as it was; given up in the same step as this one is sent. */
  | { readonly kind: 'again'; readonly initial: Outgoing; readonly replaces: OperationId }
  | { readonly kind: AnswerKind; readonly messageId: MessageId };

export const NOT_WRITING: Writing = { kind: 'none' };

export function begin(what: ToWrite, draftId: DraftId): Writing {
  if (what.kind === 'new') return { kind: 'letter', draftId, start: { draftId, initial: emptyOutgoing(what.accountId), saved: null, replaces: null } };
  if (what.kind === 'begun') return { kind: 'letter', draftId, start: { draftId, initial: what.initial, saved: null, replaces: null } };
  if (what.kind === 'again') return { kind: 'letter', draftId, start: { draftId, initial: what.initial, saved: null, replaces: what.replaces } };
  return { ...what, draftId };
}

export const goOn = ({ id, letter, revision, changedAt }: Draft): Writing =>
  ({ kind: 'letter', draftId: id, start: { draftId: id, initial: outgoingOfDraft(letter), saved: { letter, revision, at: changedAt }, replaces: null } });

/** The draft that is such an answer already. */
export function begun(what: ToWrite, drafts: readonly DraftRow[]): DraftRow | undefined {
  if (what.kind === 'new' || what.kind === 'begun') return undefined;
  if (what.kind === 'again') return drafts.find((draft) => draft.replaces === what.replaces);
  const kind = what.kind === 'forward' ? 'forward' : 'reply';
  return drafts.find(({ source }) => source?.kind === kind && source.messageId === what.messageId);
}
