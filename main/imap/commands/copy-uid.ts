/** COPYUID and APPENDUID response codes (RFC 4315 3; APPENDUID with a set RFC 3502 4). */
import { FailureError } from '../../../shared/failure.ts';
import type { CopyUid } from '../message.ts';
import { parseUidList } from '../uid-set.ts';
import type { ResponseCode } from '../wire/response.ts';

/** Where one message went. */
export interface AppendUid { uidValidity: number; uid: number }
/** Where several went, in the order they were given. */
export interface AppendUids { uidValidity: number; uids: number[] }

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
export function readAppendUid(code: ResponseCode | null): AppendUid | null {
  const uids = readAppendUids(code, 1);
  return uids === null ? null : { uidValidity: uids.uidValidity, uid: uids.uids[0]! };
}

/** Null for another code, and for one that does not name `count` messages: they are stored, but which they are is not proven. */
export function readAppendUids(code: ResponseCode | null, count: number): AppendUids | null {
  if (code?.name !== 'APPENDUID') return null;
  const parts = /^\s*(\d{1,10}) +([\d:,]+)\s*$/u.exec(code.rest);
  if (parts === null) return null;
  try {
    const uids = parseUidList(parts[2]!, count);
    return uids.length === count ? { uidValidity: Number(parts[1]), uids } : null;
  } catch (error) {
    if (error instanceof FailureError) return null;
    throw error;
  }
}
