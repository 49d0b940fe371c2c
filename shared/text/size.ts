/** Sizes as people read them. */
import { formatLocale } from './locale.ts';

const formats = new Map<string, Intl.NumberFormat>();

/** `820 bytes`, `14 kB`, `2.4 MB`; powers of 1000. */
export function sizeWords(octets: number): string {
  if (octets < 1000) return inUnit(octets, 'byte', 0);
  if (octets < 999_500) return inUnit(Math.round(octets / 1000), 'kilobyte', 0);
  const mega = octets / 1_000_000;
  return mega < 999.5 ? inUnit(mega, 'megabyte', mega < 9.95 ? 1 : 0) : inUnit(mega / 1000, 'gigabyte', 1);
}

/** A size that is round in that unit: `512 MB`, `2 GB`. */
export const unitWords = (value: number, unit: 'megabyte' | 'gigabyte'): string => inUnit(value, unit, 0);

function inUnit(value: number, unit: string, digits: number): string {
  const key = `${unit} ${digits} ${formatLocale()}`;
  const format = formats.get(key) ?? new Intl.NumberFormat(formatLocale(), { style: 'unit', unit, unitDisplay: unit === 'byte' ? 'long' : 'short', minimumFractionDigits: digits, maximumFractionDigits: digits });
  formats.set(key, format);
  return format.format(value);
}
