/** What the IMAP scripts share: options of a session, a scripted login, and failures as values. */
import { afterEach } from 'vitest';
import { FailureError, type Failure } from '../../../shared/failure.ts';
import { openSession, type SessionExtras } from '../../../main/imap/open-session.ts';
import type { Session, SessionOptions } from '../../../main/imap/session.ts';
import { startScriptServer, type Script, type ScriptLine, type ScriptServer, type ScriptServerOptions } from '../../support/script-server.ts';

export const CAPABILITIES = 'IMAP4rev1 SASL-IR LITERAL+ ENABLE IDLE UIDPLUS MOVE CONDSTORE ESEARCH';
/** base64 of NUL alice NUL secret. */
export const PLAIN = 'AGFsaWNlAHNlY3JldA==';

const servers: ScriptServer[] = [];
const sessions: Session[] = [];

afterEach(async () => {
  for (const session of sessions.splice(0)) session.destroy();
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

export function optionsFor(port: number, more: Partial<SessionOptions> = {}): SessionOptions {
  return {
    server: { host: '127.0.0.1', port, security: 'none', user: 'alice' },
    credentials: { kind: 'password', password: 'secret' },
    plainConfirmed: false,
    deadlineMs: 5000,
    silenceMs: 5000,
    clientId: { name: 'Godwit' },
    ...more,
  };
}

export async function serve(script: Script | readonly Script[], options?: ScriptServerOptions): Promise<ScriptServer> {
  const server = await startScriptServer(script, options);
  servers.push(server);
  return server;
}

/** Greeting with capabilities, AUTHENTICATE PLAIN with initial response, ENABLE; the OK repeats the capabilities. */
export async function playLogin(line: ScriptLine, capabilities = CAPABILITIES): Promise<void> {
  line.send(`* OK [CAPABILITY ${capabilities} AUTH=PLAIN] ready\r\n`);
  const tag = await line.command(`AUTHENTICATE PLAIN ${PLAIN}`);
  line.send(`${tag} OK [CAPABILITY ${capabilities}] in\r\n`);
  if (/(?:^| )ENABLE(?: |$)/u.test(capabilities) && capabilities.includes('CONDSTORE')) {
    const enable = await line.command('ENABLE CONDSTORE');
    line.send(`* ENABLED CONDSTORE\r\n${enable} OK enabled\r\n`);
  }
}

/** Answers a SELECT of INBOX with `exists` messages. */
export async function playSelect(line: ScriptLine, exists = 3): Promise<void> {
  const tag = await line.command(/^SELECT "INBOX"(?: \(CONDSTORE\))?$/u);
  line.send(`* FLAGS (\\Seen \\Deleted)\r\n* ${exists} EXISTS\r\n* OK [UIDVALIDITY 7] v\r\n* OK [UIDNEXT 100] n\r\n* OK [HIGHESTMODSEQ 9] m\r\n${tag} OK [READ-WRITE] selected\r\n`);
}

export interface Played { session: Session; server: ScriptServer }

/** A session that has logged in; the rest of the script follows. */
export async function loggedIn(script: Script, more: Partial<SessionOptions> = {}, extras: SessionExtras & { capabilities?: string } = {}): Promise<Played> {
  const server = await serve(async (line) => {
    await playLogin(line, extras.capabilities ?? CAPABILITIES);
    await script(line);
  });
  const session = await openSession(optionsFor(server.port, more), extras);
  sessions.push(session);
  return { session, server };
}

/** Logged in and INBOX selected. */
export async function selected(script: Script, more: Partial<SessionOptions> = {}, extras: SessionExtras & { capabilities?: string } = {}): Promise<Played> {
  const played = await loggedIn(async (line) => {
    await playSelect(line);
    await script(line);
  }, more, extras);
  await played.session.select('INBOX');
  return played;
}

export async function opened(server: ScriptServer, more: Partial<SessionOptions> = {}, extras: SessionExtras = {}): Promise<Session> {
  const session = await openSession(optionsFor(server.port, more), extras);
  sessions.push(session);
  return session;
}

/** The Failure a promise rejects with; throws if it does not. */
export async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof FailureError) return error.failure;
    throw error;
  }
  throw new Error('there was no failure');
}
