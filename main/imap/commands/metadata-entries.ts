/** Entries and values of annotations (RFC 5464 4, 6), as GETMETADATA, SETMETADATA and LIST have them. */
import { fail } from '../../../shared/failure.ts';
import type { MetadataEntry } from '../session.ts';
import { valueList, type Value } from '../wire/value.ts';

/** Separated by blanks. 'invalid-input' for what is no entry name (RFC 5464 3.2): its characters need no quotes. */
export const entryList = (names: readonly string[]): string => names.map(entryName).join(' ');

export function entryName(name: string): string {
  if (name.length > 1000 || !/^(?:\/[!#$&'+,\-.0-9:;<=>?@A-Z[^_`a-z|}~]+)+$/u.test(name)) throw fail('invalid-input', 'That is not the name of an annotation.');
  return name;
}

/** `(entry value …)`. What has no name is skipped. */
export function readMetadata(values: Value | undefined): MetadataEntry[] {
  const list = valueList(values);
  const entries: MetadataEntry[] = [];
  for (let at = 0; at + 1 < list.length; at += 2) {
    const name = list[at];
    const value = list[at + 1];
    if (typeof name === 'string' && !Array.isArray(value)) entries.push({ name, value: typeof value === 'string' ? Buffer.from(value, 'latin1') : null });
  }
  return entries;
}
