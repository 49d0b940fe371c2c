/** What SELECT says of a mailbox (RFC 3501 7.1, 7.2.6, 7.3.1; RFC 7162 3.1.2; RFC 4315 3 UIDNOTSTICKY; RFC 7889 5; RFC 8474 4.1), put together. */
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import type { SelectedMailbox } from '../mailbox.ts';
import { usableModseq } from '../wire/modseq.ts';
import type { Response, ResponseCode, StatusResponse } from '../wire/response.ts';

export class SelectState {
  #exists: number | null = null;
  #flags: string[] = [];
  #permanent: string[] | null = null;
  #uidValidity = 0;
  #uidNext = 0;
  #highestModseq = '0';
  #more: Pick<SelectedMailbox, 'firstUnseen' | 'mailboxId' | 'rights' | 'uidNotSticky' | 'appendLimit'> = {};

  take(response: Response): boolean {
    if (response.kind === 'exists') this.#exists = response.count;
    else if (response.kind === 'flags') this.#flags = response.flags;
    else if (response.kind === 'status') return this.code(response.code);
    else return response.kind === 'recent';
    return true;
  }

  /** True for a code that belongs here. */
  code(code: ResponseCode | null): boolean {
    const rest = code?.rest.trim() ?? '';
    switch (code?.name) {
      case 'UIDVALIDITY':
        this.#uidValidity = unsigned32(rest);
        return true;
      case 'UIDNEXT':
        this.#uidNext = unsigned32(rest);
        return true;
      case 'HIGHESTMODSEQ':
        this.#highestModseq = usableModseq(rest);
        return true;
      case 'NOMODSEQ':
        this.#highestModseq = '0';
        return true;
      case 'PERMANENTFLAGS':
        this.#permanent = rest.replace(/^\(|\)$/gu, '').split(' ').filter((flag) => flag !== '');
        return true;
      case 'UNSEEN':
        if (unsigned32(rest) > 0) this.#more.firstUnseen = unsigned32(rest);
        return true;
      case 'MAILBOXID': {
        const id = /^\(\s*([A-Za-z0-9_-]{1,255})\s*\)$/u.exec(rest);
        if (id !== null) this.#more.mailboxId = id[1]!;
        return true;
      }
      // Courier 5.0: `* OK [MYRIGHTS "acdilrsw"] ACL`; RFC 8440 4 has it without quotes; 2026-11-20.
      case 'MYRIGHTS':
        this.#more.rights = rest.replace(/^"|"$/gu, '');
        return true;
      case 'UIDNOTSTICKY':
        this.#more.uidNotSticky = true;
        return true;
      case 'APPENDLIMIT':
        if (/^\d{1,15}$/u.test(rest)) this.#more.appendLimit = Number(rest);
        return true;
      default:
        return false;
    }
  }

  result(wireName: string, status: StatusResponse, asked: { readOnly: boolean; keepsFlagsUnsaid: boolean }): SelectedMailbox {
    if (this.#exists === null) throw fail('protocol', say('engine-imap.noCount'));
    if (this.#uidValidity === 0) throw fail('unsupported', say('engine-imap.noLastingNumbers'));
    const readOnly = status.code?.name === 'READ-ONLY' || (asked.readOnly && status.code?.name !== 'READ-WRITE');
    const permanent = this.#permanent === null || (this.#permanent.length === 0 && asked.keepsFlagsUnsaid && !readOnly) ? [...this.#flags] : this.#permanent;
    return { wireName, exists: this.#exists, uidValidity: this.#uidValidity, uidNext: this.#uidNext, highestModseq: this.#highestModseq, permanentFlags: permanent, readOnly, ...this.#more };
  }
}

/** 0 for anything that is no number of 32 bits. */
function unsigned32(text: string): number {
  const value = /^\d{1,10}$/u.test(text) ? Number(text) : 0;
  return value <= 0xffff_ffff ? value : 0;
}
