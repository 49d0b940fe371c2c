/** Trying the ways to log in one after the other, with as little shown and as few refusals as possible. */
import { FailureError, type Failure } from '../../shared/failure.ts';
import { visibleLine } from '../../shared/text/visible.ts';
import type { Method } from './choose.ts';
import type { Exchange } from './exchange.ts';
import { strengthOf, type KnownLogin } from './strength.ts';

/** The server's refusal of one attempt, after which the line is still of use. */
export class LoginRefused extends FailureError {
  /** `mechanism`: it could not judge the credentials, or does not want this way to log in. */
  readonly about: 'credentials' | 'mechanism';
  constructor(failure: Failure, about: 'credentials' | 'mechanism', options?: { cause?: unknown }) {
    super(failure, options);
    this.about = about;
  }
}

const MOST_ATTEMPTS = 3;
/** So often the server may find the credentials wrong: some lock the account at three. */
const MOST_JUDGED = 2;

/**
 * Runs `attempt` on the methods, which are ordered from the strongest, until one works; answers what to keep of that.
 * `attempt` rejects LoginRefused for a refusal, anything else ends it at once. `protectedLine`: TLS with a verified certificate, or this computer.
 *
 * The rule:
 * - A refusal that is not about the credentials (mechanism unknown, binding refused, nothing stored for it, exchange cancelled) goes on with the next weaker method;
 *   the third and last attempt is one that shows the password, if there is one, because many servers announce more than they have secrets for.
 * - A refusal of the credentials by a -PLUS method goes on with the same SCRAM unbound: a TLS proxy before the server looks just like that.
 * - A refusal of the credentials by another proof goes on with one that shows the password: many servers announce SCRAM or CRAM and store only a hash it cannot work with.
 *   An account that ever succeeded with a proof does not get there: what shows the password is below its floor (`chooseMethods`).
 * - Where what shows the password is right after a refusal, no proof is tried again until the user enters the password anew.
 * - What shows the secret is shown once, never on an unprotected line after anything else has been tried, and never after two refusals of the credentials.
 * - A line that is lost after a refusal counts as that refusal: otherwise it would be tried again for ever, and the account locked.
 */
export async function logInWith(methods: readonly Method[], protectedLine: boolean, known: KnownLogin | undefined, attempt: (method: Method) => Promise<void>): Promise<KnownLogin> {
  const refusals: { method: Method; error: LoginRefused }[] = [];
  let method: Method | undefined = methods[0];
  while (method !== undefined) {
    try {
      await attempt(method);
      // What had to be shown in the end is right: what was refused before, and every other proof, is of no use with this server.
      const useless = refusals.length > 0 && method.shows ? methods.filter(({ shows }) => !shows) : [];
      return remember(known, method, [...useless, ...refusals.map((refusal) => refusal.method)].map(({ name }) => name));
    } catch (error) {
      if (!(error instanceof LoginRefused)) throw refusals.length > 0 && isLost(error) ? worst(refusals) : error;
      refusals.push({ method, error });
      method = next(methods, refusals, protectedLine);
    }
  }
  throw worst(refusals);
}

function next(methods: readonly Method[], refusals: readonly { method: Method; error: LoginRefused }[], protectedLine: boolean): Method | undefined {
  const last = refusals.at(-1);
  if (last === undefined || refusals.length >= MOST_ATTEMPTS) return undefined;
  const left = methods.slice(methods.indexOf(last.method) + 1).filter((method) => protectedLine || !method.shows);
  const shown = left.find((method) => method.shows);
  if (last.error.about === 'mechanism') return refusals.length === MOST_ATTEMPTS - 1 && !last.method.shows ? shown ?? left[0] : left[0];
  if (last.method.shows || refusals.filter(({ error }) => error.about === 'credentials').length >= MOST_JUDGED) return undefined;
  const unbound = last.method.name.replace(/-PLUS$/u, '');
  return (unbound === last.method.name ? undefined : left.find(({ name }) => name === unbound)) ?? shown;
}

/** That the password is wrong is what a person can do something about. */
function worst(refusals: readonly { error: LoginRefused }[]): FailureError {
  const error = (refusals.find(({ error }) => error.about === 'credentials') ?? refusals.find(({ error }) => error.failure.code === 'authentication') ?? refusals[0])?.error;
  if (error === undefined) throw new Error('no way to log in was tried');
  return error;
}

const isLost = (error: unknown): boolean => error instanceof FailureError && (error.failure.code === 'connection-lost' || error.failure.code === 'server-bye');

function remember(known: KnownLogin | undefined, method: Method, refused: readonly string[]): KnownLogin {
  const stronger = known !== undefined && strengthOf(known.mechanism) >= strengthOf(method.name);
  const unusable = new Set([...(known?.unusable ?? []), ...refused]);
  unusable.delete(method.name);
  return { mechanism: stronger ? known.mechanism : method.name, unusable: [...unusable].sort() };
}

const ABOUT_MECHANISM = /mechanism|not (?:supported|available|enabled|implemented|permitted by)|unsupported|unknown (?:authentication|auth )|channel.?binding|bad protocol|cancel|\babort|must .*(?:ssl|tls)/iu;

/**
 * A refused exchange as a LoginRefused, or as the failure it is if nothing more may be tried. `failure`: made from the server's answer;
 * its code tells: 'authentication', 'server-bad', 'no-mechanism' or 'unsupported' are about this login, all others are not.
 * `exchange` is null for the login command.
 */
export function judgeRefusal(failure: Failure, exchange: Exchange | null): FailureError {
  const own = exchange?.cancelled?.failure;
  if (own !== undefined) {
    const stepped = failure.step === undefined ? own : { ...own, step: failure.step };
    return own.code === 'unsupported' ? new LoginRefused({ ...stepped, code: 'no-mechanism' }, 'mechanism') : new FailureError(stepped);
  }
  const refusal = exchange?.mechanism.refusal ?? null;
  const words = visibleLine([refusal?.detail ?? '', failure.detail ?? ''].filter((text) => text !== '').join(': '), 500);
  const told: Failure = words === '' ? failure : { ...failure, detail: words };
  if (failure.code === 'server-bad' || failure.code === 'no-mechanism' || failure.responseCode === 'CANNOT' || failure.responseCode === 'CLIENTBUG') return new LoginRefused(told, 'mechanism');
  if (failure.code !== 'authentication') return new FailureError(told);
  if (refusal !== null) return new LoginRefused(told, refusal.about);
  const certain = failure.responseCode !== undefined && /^(?:AUTHENTICATIONFAILED|AUTHORIZATIONFAILED|EXPIRED)$/u.test(failure.responseCode);
  if (exchange?.proven === false) return new LoginRefused(told, 'mechanism');
  return !certain && ABOUT_MECHANISM.test(failure.detail ?? '') ? new LoginRefused({ ...told, code: 'no-mechanism' }, 'mechanism') : new LoginRefused(told, 'credentials');
}
