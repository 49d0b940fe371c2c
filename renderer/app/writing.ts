/** What is being written, if anything. */
import type { AccountId, DraftId, MessageId, OperationId } from '../../shared/ids.ts';
import type { Outgoing } from '../../shared/ipc/contract/compose.ts';
import type { Draft, DraftRow } from '../../shared/model/draft.ts';
import { outgoingOfDraft } from '../features/compose/draft-letter.ts';
import { emptyOutgoing } from '../features/compose/letter.ts';
import type { Asked } from '../features/compose/readdress.ts';
import type { LetterStart } from '../features/compose/use-letter.ts';

export type AnswerKind = 'reply' | 'replyAll' | 'forward';

interface OnScreen {
  /** The draft as it is called now. */
  readonly draftId: DraftId;
  /** Of the composer: it stays on screen when its letter becomes another draft. */
  readonly key: string;
  /** As which kind of answer it was asked for when it was there already. */
  readonly asked: Asked | null;
}

export type Writing =
  | { readonly kind: 'none' }
  | OnScreen & { readonly kind: 'letter'; readonly start: LetterStart }
  | OnScreen & { readonly kind: AnswerKind; readonly messageId: MessageId };

/** What is asked for. */
export type ToWrite =
  | { readonly kind: 'new'; readonly accountId: AccountId }
  /** Begun by a link or a list: the writer goes on. */
  | { readonly kind: 'begun'; readonly initial: Outgoing }
  /** Could not be sent as it was; given up in the same step as this one is sent. */
  | { readonly kind: 'again'; readonly initial: Outgoing; readonly replaces: OperationId }
  | { readonly kind: AnswerKind; readonly messageId: MessageId };

export const NOT_WRITING: Writing = { kind: 'none' };

let composers = 0;
/** A draft that another one became meanwhile is opened in a composer of its own. */
const newKey = (): string => `composer-${++composers}`;

export function begin(what: ToWrite, draftId: DraftId): Writing {
  const place: OnScreen = { draftId, key: newKey(), asked: null };
  if (what.kind === 'new') return { kind: 'letter', ...place, start: { draftId, initial: emptyOutgoing(what.accountId), saved: null, replaces: null } };
  if (what.kind === 'begun') return { kind: 'letter', ...place, start: { draftId, initial: what.initial, saved: null, replaces: null } };
  if (what.kind === 'again') return { kind: 'letter', ...place, start: { draftId, initial: what.initial, saved: null, replaces: what.replaces } };
  return { ...what, ...place };
}

export const goOn = ({ id, letter, revision, changedAt }: Draft, asked: Asked | null = null): Writing =>
  ({ kind: 'letter', draftId: id, key: newKey(), asked, start: { draftId: id, initial: outgoingOfDraft(letter), saved: { letter, revision, at: changedAt }, replaces: null } });

/** The letter in the composer goes on as another draft; what else is on screen is not meant. */
export function renamed(writing: Writing, from: DraftId, to: DraftId): Writing {
  if (writing.kind === 'none' || writing.draftId !== from) return writing;
  return writing.kind === 'letter' ? { ...writing, draftId: to, start: { ...writing.start, draftId: to } } : { ...writing, draftId: to };
}

/** The letter that is on screen, asked for as a kind of answer. */
export const askedAs = (writing: Writing, id: DraftId, asked: Asked): Writing => (writing.kind !== 'none' && writing.draftId === id ? { ...writing, asked } : writing);

/** The draft that is such an answer already; a reply may have been begun to others than are asked for now. */
export function begun(what: ToWrite, drafts: readonly DraftRow[]): DraftRow | undefined {
  if (what.kind === 'new' || what.kind === 'begun') return undefined;
  if (what.kind === 'again') return drafts.find((draft) => draft.replaces === what.replaces);
  const kind = what.kind === 'forward' ? 'forward' : 'reply';
  return drafts.find(({ source }) => source?.kind === kind && source.messageId === what.messageId);
}
