/** Entries and values of annotations (RFC 5464 4, 6), as GETMETADATA, SETMETADATA and LIST have them. */
import { fail, FailureError } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import { statusFailure } from '../failures.ts';
import type { MetadataEntry } from '../mailbox.ts';
import type { StatusResponse } from '../wire/response.ts';
import { valueList, type Value } from '../wire/value.ts';

/** Separated by blanks. 'invalid-input' for what is no entry name (RFC 5464 3.2): its characters need no quotes. */
export const entryList = (names: readonly string[]): string => names.map(entryName).join(' ');

export function entryName(name: string): string {
  if (name.length > 1000 || !/^(?:\/[!#$&'+,\-.0-9:;<=>?@A-Z[^_`a-z|}~]+)+$/u.test(name)) throw fail('invalid-input', say('engine-imap.notAnAnnotation'));
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

/** What must be offered: METADATA-SERVER allows only the server's own annotations (RFC 5464 5). */
export const metadataNeeds = (wireName: string): readonly string[] => (wireName === '' ? ['METADATA', 'METADATA-SERVER'] : ['METADATA']);

/** The code's second word is what counts: METADATA MAXSIZE n, TOOMANY, NOPRIVATE (RFC 5464 4.3). */
export function metadataFailure(name: string, status: StatusResponse): FailureError | null {
  const word = status.code?.name === 'METADATA' ? /^[A-Z]+/iu.exec(status.code.rest.trim())?.[0].toUpperCase() : undefined;
  if (word === undefined) return null;
  const { failure: plain } = statusFailure(name, status);
  return new FailureError({ ...plain, code: word === 'MAXSIZE' || word === 'TOOMANY' ? 'over-quota' : plain.code, responseCode: `METADATA ${word}` });
}
