/** What is kept on this computer, in words and choices. Pure. */
import { sizeWords } from '../../../shared/text/size.ts';
import type { StorageSettings, StorageUse } from '../../../shared/model/storage.ts';

const MB = 1024 * 1024;

export interface Choice { readonly value: string; readonly label: string }

const TEXT_DAYS: readonly Choice[] = [
  { value: '0', label: 'Only what I open' },
  { value: '30', label: 'The last 30 days' },
  { value: '90', label: 'The last 3 months' },
  { value: '365', label: 'The last year' },
  { value: '1825', label: 'The last 5 years' },
  { value: 'all', label: 'Everything' },
];

const ATTACHMENT_LIMITS: readonly Choice[] = [
  { value: '0', label: 'Nothing' },
  { value: String(128 * MB), label: '128 MB' },
  { value: String(512 * MB), label: '512 MB' },
  { value: String(2048 * MB), label: '2 GB' },
  { value: String(8192 * MB), label: '8 GB' },
];

/** With the present value among them, whatever it is. */
export function textChoices({ textDays }: Pick<StorageSettings, 'textDays'>): readonly Choice[] {
  return withOwn(TEXT_DAYS, daysValue(textDays), `The last ${textDays} days`);
}

export function attachmentChoices({ attachmentOctets }: Pick<StorageSettings, 'attachmentOctets'>): readonly Choice[] {
  return withOwn(ATTACHMENT_LIMITS, String(attachmentOctets), sizeWords(attachmentOctets));
}

export const daysValue = (days: number | null): string => (days === null ? 'all' : String(days));
export const daysOf = (value: string): number | null => (value === 'all' ? null : Number(value));

const withOwn = (choices: readonly Choice[], value: string, label: string): readonly Choice[] => (choices.some((choice) => choice.value === value) ? choices : [...choices, { value, label }]);

export const totalOf = ({ summaries, texts, attachments }: StorageUse): number => summaries.octets + texts.octets + attachments.octets;

/** `6,300 of 41,200 messages`, `12 files`. */
export const textCount = ({ texts, summaries }: StorageUse): string => `${count(texts.count)} of ${counted(summaries.count, 'message')}`;
export const fileCount = ({ attachments }: StorageUse): string => counted(attachments.count, 'file');

/** What clearing does, before it is done. */
export function clearWords(kind: 'texts' | 'attachments', use: StorageUse): string {
  return kind === 'texts'
    ? `The texts of ${counted(use.texts.count, 'message')} are removed from this computer, ${sizeWords(use.texts.octets)}. Nothing is lost: all mail stays on the server, and a text comes back when you open its message. Without a connection it cannot.`
    : `${counted(use.attachments.count, 'attachment')} ${use.attachments.count === 1 ? 'is' : 'are'} removed from this computer, ${sizeWords(use.attachments.octets)}. Nothing is lost: they stay on the server and are fetched again when you open or save them. What you have saved elsewhere stays.`;
}

/** `Godwit takes 79 MB here; 60 GB are free for it.`; empty where the system does not say. */
export function wholeWords(usage: number, quota: number, accounts: readonly StorageUse[]): string {
  const own = accounts.reduce((sum, use) => sum + totalOf(use), 0);
  const free = quota > usage ? ` ${sizeWords(quota - usage)} more may be used.` : '';
  return `Mail takes ${sizeWords(Math.max(own, usage))} on this computer.${quota > 0 ? free : ''}`;
}

const count = (n: number): string => n.toLocaleString('en-GB');
const counted = (n: number, word: string): string => `${count(n)} ${word}${n === 1 ? '' : 's'}`;
