/** The Date field with the zone it was written in (RFC 5322 3.3). */
import { parseDate } from '../imap/wire/dates.ts';

export interface HeaderDate { at: number | null; offset: number | null; written: string }

/** `at` null where the date is none; `offset` null where the zone is unknown (`-0000`, a name, nothing). */
export function headerDate(value: string | undefined): HeaderDate | null {
  if (value === undefined) return null;
  const written = value.slice(0, 200).trim();
  const bytes = Buffer.from(written, 'latin1');
  const at = parseDate(bytes, 0, bytes.length);
  return { at: Number.isFinite(at) ? at : null, offset: offsetOf(written), written };
}

function offsetOf(written: string): number | null {
  const match = /\s([+-])(\d{2})(\d{2})(?=\s|\(|$)/u.exec(written);
  if (!match) return /\s(?:UT|UTC|GMT)\b/iu.test(written) ? 0 : null;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  // RFC 5322 3.3: -0000 says nothing about the zone.
  if (minutes > 14 * 60 || (match[1] === '-' && minutes === 0)) return null;
  return match[1] === '-' ? -minutes : minutes;
}
