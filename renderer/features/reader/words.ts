/** Words the reader puts together: dates in full, remote hosts. */
import { t } from '../../../shared/locales/t.ts';
import type { Attachment, MessageRow } from '../../../shared/model/message.ts';
import { localFormat } from '../../../shared/text/local-time.ts';
import { formatLocale, listWords } from '../../../shared/text/locale.ts';
import { visibleLine } from '../../../shared/text/visible.ts';
import { shownName } from '../../../shared/trust/claimed-address.ts';

const FULL = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' } as const satisfies Intl.DateTimeFormatOptions;
const ON_CARD = { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const satisfies Intl.DateTimeFormatOptions;

function inWords(date: number, kind: string, options: Intl.DateTimeFormatOptions, timeZone: string | undefined): string {
  // A zone of a sender's is rare enough to be made anew each time.
  const format = timeZone ? new Intl.DateTimeFormat(formatLocale(), { ...options, timeZone }) : localFormat(`reader ${kind}`, formatLocale(), options);
  return format.format(date);
}

/** `Tuesday, 3 March 2026 at 14:05 CET`, in the zone of this computer. */
export const fullDate = (date: number, timeZone?: string): string => inWords(date, 'full', FULL, timeZone);

/** As the clock of the sender showed it: `Tuesday, 3 March 2026 at 09:05 GMT-4`. `offset` in minutes east of UTC; empty for one that no zone has. */
export function zonedDate(date: number, offset: number): string {
  const minutes = Math.abs(offset);
  if (!Number.isInteger(offset) || minutes >= 24 * 60 || !Number.isFinite(date) || Math.abs(date) > 8.64e15) return '';
  const two = (n: number): string => String(n).padStart(2, '0');
  return fullDate(date, `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`);
}

/** Who wrote, in one or two words. */
export function senderName({ from: [first] }: Pick<MessageRow, 'from'>): string {
  return (first && shownName(first)) || t('reader.noSender');
}

/** `3 Mar 2026, 14:05`. */
export const cardDate = (date: number, timeZone?: string): string => inWords(date, 'card', ON_CARD, timeZone);

/** `images.example.com`, `a.example and b.example`, `a.example, b.example and 3 more`. */
export function hostWords(hosts: readonly string[]): string {
  return listWords(hosts.length <= 2 ? hosts : [...hosts.slice(0, 2), t('dates.more', { n: hosts.length - 2 })]);
}

/** What stands where a message has no text to show: it may have one that cannot be read here (RFC 3156 4, RFC 8551 3.3). */
export function noTextWords(attachments: readonly Pick<Attachment, 'type' | 'name'>[]): string {
  const named = (name: string): string => visibleLine(name, 60) || t('attachments.unnamed');
  const control = attachments.findIndex(({ type }) => type === 'application/pgp-encrypted');
  const sealed = attachments[control + 1];
  // The first part only says that what comes next is encrypted.
  if (control >= 0 && sealed) return t('reader.encryptedPgp', { name: named(sealed.name) });
  const enclosed = attachments.find(({ type }) => type === 'application/pkcs7-mime' || type === 'application/x-pkcs7-mime');
  return enclosed ? t('reader.enclosedSmime', { name: named(enclosed.name) }) : t('reader.noText');
}
