/** SELECT and EXAMINE (RFC 3501 6.3.1, 6.3.2; CONDSTORE RFC 7162 3.1.8). */
import { fail } from '../../../shared/failure.ts';
import type { Command } from '../command.ts';
import type { SelectedMailbox } from '../session.ts';
import { CommandWriter } from '../wire/encoder.ts';
import type { ResponseCode } from '../wire/response.ts';

/** An OK without EXISTS is 'protocol', without UIDVALIDITY 'unsupported': nothing can be kept of such a mailbox. */
export function select(wireName: string, options: { readOnly: boolean; condstore: boolean }): Command<SelectedMailbox> {
  let exists: number | null = null;
  let flags: string[] = [];
  let permanent: string[] | null = null;
  let uidValidity = 0;
  let uidNext = 0;
  let highestModseq = '0';
  const name = options.readOnly ? 'EXAMINE' : 'SELECT';
  const takeCode = (code: ResponseCode): boolean => {
    if (code.name === 'UIDVALIDITY') uidValidity = unsigned32(code.rest);
    else if (code.name === 'UIDNEXT') uidNext = unsigned32(code.rest);
    else if (code.name === 'HIGHESTMODSEQ') highestModseq = /^\d{1,20}$/u.test(code.rest.trim()) ? code.rest.trim() : '0';
    else if (code.name === 'NOMODSEQ') highestModseq = '0';
    else if (code.name === 'PERMANENTFLAGS') permanent = code.rest.replace(/^\s*\(|\)\s*$/gu, '').split(' ').filter((flag) => flag !== '');
    else return false;
    return true;
  };
  return {
    name,
    lane: { kind: 'select' },
    parts: () => new CommandWriter().word(`${name} `).mailbox(wireName).word(options.condstore ? ' (CONDSTORE)' : '').finish(),
    take(response) {
      if (response.kind === 'exists') exists = response.count;
      else if (response.kind === 'flags') flags = response.flags;
      else if (response.kind === 'status' && response.code !== null) return takeCode(response.code);
      else return response.kind === 'recent';
      return true;
    },
    done(status) {
      if (status.code !== null) takeCode(status.code);
      if (exists === null) throw fail('protocol', 'The server opened the folder without saying how many messages it holds.');
      if (uidValidity === 0) throw fail('unsupported', 'The server does not give messages in this folder lasting numbers.');
      const readOnly = status.code?.name === 'READ-ONLY' || (options.readOnly && status.code?.name !== 'READ-WRITE');
      return { wireName, exists, uidValidity, uidNext, highestModseq, permanentFlags: permanent ?? [...flags], readOnly };
    },
  };
}

/** 0 for anything that is no number of 32 bits. */
function unsigned32(text: string): number {
  const trimmed = text.trim();
  const value = /^\d{1,10}$/u.test(trimmed) ? Number(trimmed) : 0;
  return value <= 0xffff_ffff ? value : 0;
}
