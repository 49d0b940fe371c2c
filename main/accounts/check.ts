/** Tries an account's servers before it is kept, and says which step failed. */
import { FailureError, toFailure, type FailureStep } from '../../shared/failure.ts';
import { openSession } from '../imap/open-session.ts';
import type { Ports } from '../ports.ts';
import { verify } from '../smtp/submission.ts';
import { sessionOptions, type Access } from './connection.ts';
import { submissionOptions } from './submission-access.ts';

/** IMAP login, then SMTP login. Rejects with FailureError carrying the step. */
export async function checkAccess(ports: Ports, access: Access, signal?: AbortSignal): Promise<void> {
  const session = await step('imap-connect', openSession(sessionOptions(ports, access, signal)));
  await session.logout();
  await step('smtp-connect', verify(submissionOptions(ports, access, signal)));
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
