/** What the reader lets the user do; the application decides how. */
import type { AccountId, DraftId, MessageId } from '../../../shared/ids.ts';
import type { MessageAction, RunAction, WhyNot } from '../../../shared/message-actions.ts';
import type { Outgoing } from '../../../shared/ipc/contract/compose.ts';
import type { Address } from '../../../shared/model/message.ts';

/** To what is selected in the list: the open message, or the whole conversation. */
export interface ReaderActions {
  archive(): void;
  remove(): void;
  toggleFlag(): void;
  markUnread(): void;
  /** Opens the menu of tags. Left out where there is none. */
  tag?: (() => void) | undefined;
  reply(kind: AnswerKind): void;
  /** Left out where the folder cannot hold junk. */
  junk?: (() => void) | undefined;
  /** Only for what is in Junk. */
  notJunk?: (() => void) | undefined;
  /** Opens the picker of folders. Left out where there is none. */
  move?: (() => void) | undefined;
  copy?: (() => void) | undefined;
  /** Why something cannot be done, sentences. */
  readonly reasons?: Reasons | undefined;
}

export type Reasons = Readonly<Partial<Record<MessageAction, string | null>>>;

export type AnswerKind = 'reply' | 'replyAll' | 'forward';

/** To single messages, by their ids; none of them need be selected. */
export interface CardActions {
  act: RunAction;
  answer(kind: AnswerKind, id: MessageId): void;
  whyNot: WhyNot;
  /** Opens the composer with a letter that was begun. */
  write(letter: Outgoing): void;
  openDraft(id: DraftId): void;
  /** Left out where the composer or the list is not beside it. `from`: the account that the message came to. */
  writeTo?: ((address: Address, from: AccountId) => void) | undefined;
  showMailFrom?: ((address: Address) => void) | undefined;
  /** Into a window of its own. Left out in such a window. */
  popOut?: ((id: MessageId, isConversation: boolean) => void) | undefined;
}

/** What only some messages have: images from outside that wait, a way off a list, attachments; and what is known of the sender. */
export const OFFER_NAMES = ['loadImages', 'unsubscribe', 'saveAttachments', 'details'] as const;
export type OfferName = (typeof OFFER_NAMES)[number];
export const isOffer = (name: string): name is OfferName => OFFER_NAMES.some((one) => one === name);
export type MessageOffers = Readonly<Partial<Record<OfferName, () => void>>>;

/** For the keys of the window. */
export interface ReaderHandle {
  /** The message an answer is to: the one with the focus, else the newest that is open. */
  current(): MessageId | null;
  /** What is on screen, folded or not; of a conversation, what lies in the folder it was opened from. */
  shown(): readonly MessageId[];
  /** Whether it is what was opened by this name: the reader may still be on its way there. */
  isAt(id: MessageId): boolean;
  /** Some of it is not here yet. */
  isLoading(): boolean;
  isFlagged(): boolean;
  /** Of the message an answer is to, as it is drawn now. */
  offers(): MessageOffers;
  /** To the next (1) or previous (-1) message of the conversation, and opens it. */
  step(by: 1 | -1): void;
  foldAll(fold: boolean): void;
  print(): void;
  save(): void;
  headers(): void;
  source(): void;
  popOut(): void;
}
