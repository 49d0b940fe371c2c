/** A pool before a scripted server, with a clock of its own. */
import { afterEach } from 'vitest';
import { failure } from '../../../shared/failure.ts';
import { openSession } from '../../../main/imap/open-session.ts';
import { createPool, type Pool } from '../../../main/imap/pool.ts';
import type { Session, SessionOptions } from '../../../main/imap/session.ts';
import { serveProfile } from './profiles/life.ts';
import { mailbox, plain, type Profile } from './profiles/profile.ts';
import type { Fault, ProfileServer } from './profiles/profile-server.ts';
import { optionsFor } from './setup.ts';

const pools: Pool[] = [];

afterEach(() => {
  for (const pool of pools.splice(0)) pool.drop(failure('cancelled', 'The test is over.'));
});

/** A server without peculiarities: three mailboxes whose UIDs tell them apart. */
export const ordinary: Profile = {
  greeting: '* OK ready',
  before: 'IMAP4rev1 SASL-IR LITERAL+ AUTH=PLAIN',
  after: 'IMAP4rev1 LITERAL+ IDLE UIDPLUS MOVE',
  mailboxes: () => ({
    INBOX: mailbox('INBOX', [plain(1), plain(2), plain(3)]),
    Archive: mailbox('Archive', [plain(101), plain(102)]),
    Sent: mailbox('Sent', [plain(201)]),
  }),
};

export interface Pooled { pool: Pool; server: ProfileServer; clock: { now: number } }

export async function pooled(profile: Profile = ordinary, fault?: Fault, more: Partial<SessionOptions> = {}): Promise<Pooled> {
  const server = await serveProfile(profile, fault);
  const clock = { now: Date.now() };
  const pool = createPool((signal) => openSession({ ...optionsFor(server.port), ...more, signal }), { now: () => clock.now, chance: () => 0.5 });
  pools.push(pool);
  return { pool, server, clock };
}

/** No more than `most` connections, refused in the way `words` says: at the greeting or at the login. */
export function allows(most: number, words: string): Fault {
  return ({ name, connection, server: { open } }) => {
    const atLogin = words.startsWith('TAG');
    const before = [...open].indexOf(connection) < most;
    if (before || (atLogin ? name !== 'AUTHENTICATE' && name !== 'LOGIN' : name !== 'GREETING')) return undefined;
    if (atLogin) return words;
    if (words !== '') connection.line.send(`${words}\r\n`);
    connection.line.end();
    return 'gone';
  };
}

/** Opens `name` and answers its UIDs. */
export async function uidsOf(session: Session, name: string): Promise<number[]> {
  await session.select(name);
  return session.uidSearch({ all: true });
}

/** Until `happened`; rejects after two seconds. */
export async function until(happened: () => boolean): Promise<void> {
  for (let i = 0; i < 400; i++) {
    if (happened()) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error('waited in vain');
}
