/** What the server says about commands under way: how far they are (INPROGRESS, RFC 9585), how far a limit let them go (MESSAGELIMIT, RFC 9738), answers without end, and answers that could be anybody's. */
import { fail } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import { usesSelected, type Command } from './command.ts';
import { readInProgress, readMessageLimit, type MessageLimit } from './response-codes.ts';
import type { Response, StatusResponse } from './wire/response.ts';

export interface UnderWay {
  readonly command: Command<unknown>;
  readonly tag: string;
  /** Told in an untagged answer, where the tagged one has another code. */
  limit?: MessageLimit;
  /** Octets of the answers it has kept. */
  kept?: number;
}

/** More than any answer has. Rows of FETCH do not count: they are handed on. */
const MOST_KEPT = 128 * 1024 * 1024;

/** Throws 'protocol' where a server goes on answering one command for ever. */
export function weigh(entry: UnderWay, response: Response, octets: number): void {
  if (response.kind === 'fetch') return;
  entry.kept = (entry.kept ?? 0) + octets;
  if (entry.kept > MOST_KEPT) throw fail('protocol', say('engine-imap.tooMuch'), { detail: entry.command.name });
}

/** An untagged status. True: it was about commands and is nobody's news. */
export function tellCommands(status: StatusResponse, underWay: readonly UnderWay[]): boolean {
  const progress = readInProgress(status.code);
  if (progress !== null) {
    const { tag, done, total } = progress;
    const about = tag === null ? (underWay.length === 1 ? underWay[0] : undefined) : underWay.find((entry) => entry.tag === tag);
    about?.command.progress?.(done, total);
    return true;
  }
  const limit = readMessageLimit(status.code);
  if (limit === null) return false;
  // Whose it is cannot be told: to do a part again is harmless, to leave one out is not.
  for (const entry of underWay) {
    if (usesSelected(entry.command.lane)) entry.limit = limit;
  }
  return true;
}

/** Before `done`: a command that was carried out in part only hears so. Throws a Failure where it has no ear for it. */
export function tellLimit(entry: UnderWay, status: StatusResponse): void {
  const limit = readMessageLimit(status.code) ?? entry.limit;
  if (limit === undefined) return;
  if (entry.command.limited === undefined) throw stoppedShort(limit);
  entry.command.limited(limit);
}

export const stoppedShort = (limit: MessageLimit): Error =>
  fail('server-no', say('engine-imap.partDone'), { responseCode: 'MESSAGELIMIT', detail: `${limit.limit} messages at a time${limit.lowestUid === null ? '' : `, down to number ${limit.lowestUid}`}` });

/** Throws 'protocol' for a result of a search that carries no tag while more than one search is unanswered. */
export function refuseAnonymous(response: Response, underWay: readonly UnderWay[]): void {
  const anonymous = response.kind === 'search' || response.kind === 'sort' || response.kind === 'thread' || (response.kind === 'esearch' && response.tag === null);
  if (anonymous && underWay.filter((entry) => entry.command.lane.kind === 'search').length > 1) throw fail('protocol', say('engine-imap.whichSearch'));
}
