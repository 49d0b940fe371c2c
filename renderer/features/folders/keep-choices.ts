/** How many days of a folder's texts are kept on this computer, as choices. Pure. */
import type { FolderId } from '../../../shared/ids.ts';
import type { StorageSettings } from '../../../shared/model/storage.ts';
import { t } from '../../../shared/locales/t.ts';

/** `account`: as everywhere in the account. */
export type Kept = 'account' | 'all' | `${number}`;

const DAYS = ['0', '30', '90', '365', '1825', 'all'] as const;
const isUsual = (value: Kept): value is (typeof DAYS)[number] => (DAYS as readonly string[]).includes(value);
const words = (value: Exclude<Kept, 'account'>): string => (isUsual(value) ? t(`storage.days-${value}`) : t('storage.days', { n: Number(value) }));
const valueOf = (days: number | null): Exclude<Kept, 'account'> => (days === null ? 'all' : `${days}`);

/** With the present value among them, whatever it is. Null: not known yet. */
export function keepChoices(settings: StorageSettings | null, id: FolderId): readonly { readonly value: Kept; readonly label: string }[] {
  const own = keepValue(settings, id);
  const days = own === 'account' || isUsual(own) ? DAYS : [...DAYS, own];
  return [{ value: 'account', label: settings ? t('folders.keepAsAccount', { days: words(valueOf(settings.textDays)) }) : t('folders.keepAccount') }, ...days.map((value) => ({ value, label: words(value) }))];
}

export function keepValue(settings: StorageSettings | null, id: FolderId): Kept {
  const days = settings?.folders[id];
  return days === undefined ? 'account' : valueOf(days);
}

/** Days; null is everything; `account` is what the account says. */
export const keepDays = (value: Kept): number | null | 'account' => (value === 'account' ? value : value === 'all' ? null : Number(value));
