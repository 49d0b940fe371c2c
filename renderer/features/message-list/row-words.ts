/** A message row in words: its sender, its signs, its accessible name. */
import { FLAG } from '../../../shared/model/flags.ts';
import type { Address, MessageRow } from '../../../shared/model/message.ts';
import { longDate } from '../../../shared/text/short-date.ts';
import { visibleLine } from '../../../shared/text/visible.ts';
import { t } from '../../../shared/locales/t.ts';

/** Who it is from, or to whom where `outgoing` (sent mail, drafts). */
export function peopleOf(row: MessageRow, outgoing: boolean): string {
  const people = outgoing ? row.to : row.from;
  if (people.length === 0) return t(outgoing ? 'list.noRecipient' : 'list.noSender');
  return people.map(nameOf).join(', ');
}

const nameOf = ({ name, address }: Address): string => visibleLine(name, 200) || visibleLine(address, 200) || t('list.unknown');

export const subjectOf = (row: MessageRow): string => visibleLine(row.subject, 300) || t('list.noSubject');

export const isUnread = (row: MessageRow): boolean => !(row.flags & FLAG.seen);
export const isFlagged = (row: MessageRow): boolean => Boolean(row.flags & FLAG.flagged);

/** `Mara Lindqvist, Wader count, Friday, 20 November 2026 at 14:05, unread, flagged, attachment`. */
export function rowName(row: MessageRow, outgoing: boolean): string {
  const signs = [isUnread(row) && t('list.unread'), isFlagged(row) && t('list.flagged'), row.flags & FLAG.answered && t('list.replied'), row.flags & FLAG.forwarded && t('list.forwarded'), row.hasAttachment && t('list.attachment')];
  return [peopleOf(row, outgoing), subjectOf(row), longDate(row.date), ...signs].filter(Boolean).join(', ');
}
