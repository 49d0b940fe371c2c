/** Waits for the greeting (RFC 3501 7.1), and finds out why it does not come: a port that is encrypted from the first octet says nothing to who waits in clear. */
import { failure } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import type { ConnectOptions } from '../net/connect.ts';
import { speaksTls } from '../net/speaks-tls.ts';
import type { Connection } from './connection.ts';
import type { StatusResponse } from './wire/response.ts';

/** A server in clear greets at once; one that first looks our address up is given its time all the same. */
const SLOW_MS = 2000;
const ANSWER_MS = 2000;

/** `line`: how the connection was made. */
export async function awaitGreeting(connection: Connection, line: ConnectOptions, startTlsWanted: boolean): Promise<StatusResponse> {
  const greeting = connection.greeting();
  if (line.tls) return greeting;
  const control = new AbortController();
  const timer = setTimeout(() => void ask(), SLOW_MS);
  const ask = async (): Promise<void> => {
    if (!(await speaksTls({ ...line, deadlineMs: Math.min(line.deadlineMs, ANSWER_MS), signal: control.signal }))) return;
    connection.destroy(failure(startTlsWanted ? 'starttls-unavailable' : 'protocol', say('engine-imap.encryptsFromStart'), { step: 'imap-connect' }));
  };
  try {
    return await greeting;
  } finally {
    clearTimeout(timer);
    control.abort();
  }
}
