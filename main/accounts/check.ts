/** Tries an account's servers before it is kept, and says which step failed. */
import { FailureError, toFailure, type FailureStep } from '../../shared/failure.ts';
import { openSession } from '../imap/open-session.ts';
import type { Session } from '../imap/session.ts';
import type { Ports } from '../ports.ts';
import { verify } from '../smtp/submission.ts';
import { sessionOptions, type Access } from './connection.ts';
import type { KnownLogins } from './login-book.ts';
import { submissionOptions } from './submission-access.ts';

/** Longest wait for what runs beside the SMTP login, once that is over. */
const MEANWHILE_MS = 500;

/**
 * Logs in to IMAP and, after that, to SMTP; the way up to the SMTP login is gone meanwhile, so that both together take little longer
 * than one, and a wrong password is refused once and not twice. Answers the IMAP session, which is the caller's to keep or to end,
 * and how both logins went. `access` without `known`: every way to log in is open again.
 * Rejects with FailureError carrying the step; then nothing is left open. `meanwhile` runs on the IMAP session beside the SMTP login;
 * what becomes of it is its own affair.
 */
export async function checkAccess(ports: Ports, access: Access, signal?: AbortSignal, meanwhile?: (session: Session) => Promise<unknown>): Promise<{ session: Session; logins: KnownLogins }> {
  const giveUp = new AbortController();
  const until = signal ? AbortSignal.any([signal, giveUp.signal]) : giveUp.signal;
  const opening = openSession(sessionOptions(ports, access, signal));
  const verifying = verify({ ...submissionOptions(ports, access, until), beforeLogin: opening });
  verifying.catch(() => undefined); // of two failures the first step's is told
  try {
    const session = await step('imap-connect', opening);
    const beside = meanwhile?.(session).catch(() => undefined);
    try {
      const smtp = await step('smtp-connect', verifying);
      if (beside) await Promise.race([beside, new Promise<void>((resolve) => void ports.clock.after(MEANWHILE_MS, resolve))]);
      return { session, logins: { imap: session.login ?? undefined, smtp: smtp ?? undefined } };
    } catch (error) {
      await session.logout();
      throw error;
    }
  } catch (error) {
    giveUp.abort();
    throw error;
  }
}

/** The deeper code names the step where it knows better (login); otherwise it is this one. */
async function step<T>(name: FailureStep, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const failure = toFailure(error);
    if (failure.step) throw error;
    const named: FailureStep = failure.code === 'authentication' ? (name === 'imap-connect' ? 'imap-login' : 'smtp-login') : name;
    throw new FailureError({ ...failure, step: named }, { cause: error });
  }
}
