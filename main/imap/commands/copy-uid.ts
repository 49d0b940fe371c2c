/** COPYUID and APPENDUID response codes (RFC 4315 3). */
import type { CopyUid } from '../session.ts';
import { parseUidList } from '../uid-set.ts';
import type { ResponseCode } from '../wire/response.ts';

/** Null for another code, and for one whose two sides do not pair up: that proves nothing. Throws 'protocol' for an unreadable one. */
export function readCopyUid(code: ResponseCode | null): CopyUid | null {
  if (code?.name !== 'COPYUID') return null;
  const [uidValidity, source, destination] = code.rest.trim().split(/ +/u);
  if (uidValidity === undefined || !/^\d{1,10}$/u.test(uidValidity) || source === undefined || destination === undefined) return null;
  const from = parseUidList(source);
  const to = parseUidList(destination);
  return from.length === to.length ? { uidValidity: Number(uidValidity), source: from, destination: to } : null;
}

/** Null for another code. */
export function readAppendUid(code: ResponseCode | null): { uidValidity: number; uid: number } | null {
  if (code?.name !== 'APPENDUID') return null;
  const parts = /^\s*(\d{1,10}) +(\d{1,10})\s*$/u.exec(code.rest);
  return parts === null ? null : { uidValidity: Number(parts[1]), uid: Number(parts[2]) };
}
