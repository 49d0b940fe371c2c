/** Which charset a search is written in (RFC 3501 6.4.4, RFC 6855 3): UTF-8, else one that the server names and that has room for the text, else a failure; never an empty result. */
import { fail, failure, FailureError, saidOf } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import { encodeText } from './commands/search-program.ts';
import { inert } from './failures.ts';
import { readBadCharset, refusesAnyCharset } from './response-codes.ts';
import { textsOf, type SearchKey } from './search-key.ts';
import type { StatusResponse } from './wire/response.ts';

/** The server refused the charset and not the search. */
export class CharsetRefused extends FailureError {
  /** What it offers in its place. */
  readonly offered: readonly string[];
  /** It wants no CHARSET at all. */
  readonly unwanted: boolean;

  constructor(offered: readonly string[], unwanted: boolean, text: string) {
    const detail = inert(text);
    super(failure('unsupported', say('engine-imap.searchCharacters'), { responseCode: 'BADCHARSET', ...(detail === '' ? {} : { detail }) }));
    this.offered = offered;
    this.unwanted = unwanted;
  }
}

/** For `refused` of a command that sends a charset; null where the refusal is about something else. */
export function charsetRefused(status: StatusResponse): CharsetRefused | null {
  if (refusesAnyCharset(status)) return new CharsetRefused([], true, status.text);
  const offered = readBadCharset(status);
  return offered === null ? null : new CharsetRefused(offered, false, status.text);
}

/** 'omit': UTF-8 without saying so. */
export type SearchCharset = string | 'omit' | null;

/** More names than this are not tried. */
const MOST_TRIES = 4;

/** Runs the search until a charset is taken. `run(null)` is UTF-8. Rejects with CharsetRefused, a Failure 'unsupported', where none is. */
export async function inAnyCharset<T>(key: SearchKey, run: (charset: SearchCharset) => Promise<T>): Promise<T> {
  const refusal = await attempt(() => run(null));
  if (!(refusal instanceof CharsetRefused)) return refusal;
  const texts = textsOf(key).filter((text) => !/^[\0-\x7f]*$/u.test(text));
  if (refusal.unwanted) return run('omit');
  let tried = 0;
  for (const name of new Set(refusal.offered)) {
    if (/^(?:utf-?(?:8|16|32).*|us-ascii|ascii)$/iu.test(name) || !/^[A-Za-z0-9][A-Za-z0-9._:+-]{0,60}$/u.test(name) || texts.some((text) => encodeText(text, name) === null)) continue;
    if (++tried > MOST_TRIES) break;
    const again = await attempt(() => run(name));
    if (!(again instanceof CharsetRefused)) return again;
  }
  if (texts.length === 0) throw fail('server-no', saidOf(refusal.failure), { responseCode: 'BADCHARSET' });
  throw refusal;
}

async function attempt<T>(run: () => Promise<T>): Promise<T | CharsetRefused> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof CharsetRefused) return error;
    throw error;
  }
}
