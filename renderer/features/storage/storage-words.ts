/** What is kept on this computer, in words and choices. Pure. */
import { sizeWords, unitWords } from '../../../shared/text/size.ts';
import type { StorageSettings, StorageUse } from '../../../shared/model/storage.ts';
import { t } from '../../../shared/locales/t.ts';

const MB = 1024 * 1024;

export interface Choice { readonly value: string; readonly label: string }

const TEXT_DAYS = ['0', '30', '90', '365', '1825', 'all'] as const;
const ATTACHMENT_LIMITS = ['128', '512', '2048', '8192'] as const;

/** With the present value among them, whatever it is. */
export function textChoices({ textDays }: Pick<StorageSettings, 'textDays'>): readonly Choice[] {
  return withOwn(TEXT_DAYS.map((value) => ({ value, label: t(`storage.days-${value}`) })), daysValue(textDays), t('storage.days', { n: textDays ?? 0 }));
}

export function attachmentChoices({ attachmentOctets }: Pick<StorageSettings, 'attachmentOctets'>): readonly Choice[] {
  return withOwn([{ value: '0', label: t('storage.nothing') }, ...ATTACHMENT_LIMITS.map((megas) => ({ value: String(Number(megas) * MB), label: limitWords(Number(megas)) }))], String(attachmentOctets), sizeWords(attachmentOctets));
}

export const daysValue = (days: number | null): string => (days === null ? 'all' : String(days));
export const daysOf = (value: string): number | null => (value === 'all' ? null : Number(value));

const withOwn = (choices: readonly Choice[], value: string, label: string): readonly Choice[] => (choices.some((choice) => choice.value === value) ? choices : [...choices, { value, label }]);

export const totalOf = ({ summaries, texts, attachments }: StorageUse): number => summaries.octets + texts.octets + attachments.octets;

/** `6,300 of 41,200 messages`, `12 files`. */
export const textCount = ({ texts, summaries }: StorageUse): string => t('dates.ofTotal', { done: texts.count, total: t('storage.messages', { count: summaries.count }) });
export const fileCount = ({ attachments }: StorageUse): string => t('storage.files', { count: attachments.count });

/** What clearing does, before it is done. */
export function clearWords(kind: 'texts' | 'attachments', use: StorageUse): string {
  return kind === 'texts'
    ? t('storage.clearTextsWords', { count: use.texts.count, size: sizeWords(use.texts.octets) })
    : t('storage.clearAttachmentsWords', { count: use.attachments.count, size: sizeWords(use.attachments.octets) });
}

/** `Godwit takes 79 MB here; 60 GB are free for it.`; empty where the system does not say. */
export function wholeWords(usage: number, quota: number, accounts: readonly StorageUse[]): string {
  const own = accounts.reduce((sum, use) => sum + totalOf(use), 0);
  const size = sizeWords(Math.max(own, usage));
  return quota > usage ? t('storage.takesAndFree', { size, free: sizeWords(quota - usage) }) : t('storage.takes', { size });
}

/** Powers of 1024, called by the names people know. */
const limitWords = (megas: number): string => (megas < 1024 ? unitWords(megas, 'megabyte') : unitWords(megas / 1024, 'gigabyte'));
