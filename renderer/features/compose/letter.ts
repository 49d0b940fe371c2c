/** What the composer holds while somebody writes, and when it may be sent. */
import type { AccountId } from '../../../shared/ids.ts';
import type { Outgoing } from '../../../shared/ipc/contract/compose.ts';
import { t } from '../../../shared/locales/t.ts';
import { addressesOf, addTyped, chipOf, type Chip } from './recipients.ts';

export type Field = 'to' | 'cc' | 'bcc';
export const FIELDS = ['to', 'cc', 'bcc'] as const;

export interface Letter {
  readonly accountId: AccountId;
  readonly chips: Readonly<Record<Field, readonly Chip[]>>;
  /** Typed beside the chips and not yet one. */
  readonly typed: Readonly<Record<Field, string>>;
  readonly subject: string;
  readonly text: string;
}

export const letterOf = (outgoing: Outgoing): Letter => ({
  accountId: outgoing.accountId,
  chips: { to: outgoing.to.map(chipOf), cc: outgoing.cc.map(chipOf), bcc: outgoing.bcc.map(chipOf) },
  typed: { to: '', cc: '', bcc: '' },
  subject: outgoing.subject,
  text: outgoing.text,
});

export const emptyOutgoing = (accountId: AccountId): Outgoing => ({ accountId, to: [], cc: [], bcc: [], subject: '', text: '', inReplyTo: '', references: [], source: null });

/** Everything typed has become a chip. */
export function settled(letter: Letter): Letter {
  const chips = { ...letter.chips };
  for (const field of FIELDS) chips[field] = addTyped(chips[field], letter.typed[field]);
  return { ...letter, chips, typed: { to: '', cc: '', bcc: '' } };
}

/** Is there anything that would be missed? */
export function differs(letter: Letter, initial: Outgoing): boolean {
  const { chips, subject, text } = settled(letter);
  return subject !== initial.subject || text !== initial.text || FIELDS.some((field) => chips[field].map((chip) => chip.text).join() !== initial[field].map((address) => chipOf(address).text).join());
}

export function isBlank({ chips, typed, subject, text }: Letter): boolean {
  return `${subject}${text}`.trim() === '' && FIELDS.every((field) => chips[field].length === 0 && typed[field].trim() === '');
}

const MOST_RECIPIENTS = 500;
const LONGEST_TEXT = 5_000_000;

/** Why it cannot be sent yet, in words, or null. */
export function obstacle(letter: Letter): string | null {
  const all = FIELDS.flatMap((field) => letter.chips[field]);
  const wrong = all.find((chip) => !chip.address);
  if (wrong) return t('compose.notAnAddressCorrect', { text: wrong.text.slice(0, 80) });
  if (!all.length) return t('compose.nobody');
  if (FIELDS.some((field) => letter.chips[field].length > MOST_RECIPIENTS)) return t('compose.tooMany', { most: MOST_RECIPIENTS });
  if (letter.text.length > LONGEST_TEXT) return t('compose.tooLong');
  return null;
}

/** For the engine. The subject is one line of at most 998 characters (RFC 5322 2.1.1). */
export const outgoingOf = (letter: Letter, initial: Outgoing): Outgoing => ({
  ...initial,
  accountId: letter.accountId,
  to: addressesOf(letter.chips.to),
  cc: addressesOf(letter.chips.cc),
  bcc: addressesOf(letter.chips.bcc),
  subject: letter.subject.replace(/[\r\n]+/gu, ' ').slice(0, 998),
  text: letter.text,
});
