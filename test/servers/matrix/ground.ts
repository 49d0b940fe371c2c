/** What one probe stands on: its sessions and its mailboxes, gone when it has ended. */
import { create } from '../../../main/imap/commands/create.ts';
import { deleteMailbox } from '../../../main/imap/commands/delete.ts';
import { openSession } from '../../../main/imap/open-session.ts';
import type { Session, SessionOptions } from '../../../main/imap/session.ts';
import { encodeMailboxName } from '../../../main/imap/wire/modified-utf7.ts';
import type { ProbeGround, RealServer } from './probe.ts';

/** A server that does not answer at all is a result too, and must come before the test's own end. */
const SILENCE_MS = 15_000;

export interface Ground extends ProbeGround {
  /** Ends the sessions and removes the mailboxes. */
  clear(): Promise<void>;
}

/** How a session with this server is opened; the first user, over TLS. */
export function sessionOptions(server: RealServer, options: Partial<SessionOptions> = {}): SessionOptions {
  const user = server.users[0]!;
  return {
    server: { host: 'localhost', port: server.ports.imaps, security: 'tls', user: user.name },
    credentials: { kind: 'password', password: user.password },
    plainConfirmed: false,
    extraCertificates: [server.authority],
    deadlineMs: SILENCE_MS,
    silenceMs: SILENCE_MS,
    clientId: { name: 'Godwit' },
    ...options,
  };
}

let made = 0;

export async function prepareGround(server: RealServer): Promise<Ground> {
  const sessions: Session[] = [];
  const mailboxes: string[] = [];
  const open = async (options?: Partial<SessionOptions>) => {
    const session = await openSession(sessionOptions(server, options));
    sessions.push(session);
    return session;
  };
  const session = await open();
  return {
    server, session, open,
    async mailbox(name = `ground ${++made}`) {
      const wireName = server.prefix + encodeMailboxName(name);
      // Made by a session of its own: the probe's may hold any state.
      await apart(server, (other) => other.run(create(wireName)));
      mailboxes.push(wireName);
      return wireName;
    },
    async fill(mailbox, ...messages) {
      for (const message of messages) await session.append(mailbox, Buffer.from(message.replace(/\r?\n/gu, '\r\n')), { flags: [] });
    },
    async clear() {
      for (const each of sessions) each.destroy();
      if (mailboxes.length === 0) return;
      await apart(server, async (other) => {
        const there = (await other.list()).filter(({ attributes }) => !attributes.some((attribute) => /^\\no(?:nexistent|select)$/iu.test(attribute)));
        const ours = there.map(({ wireName }) => wireName).filter((name) => mailboxes.some((own) => name === own || name.startsWith(own + server.separator)));
        // Children first: what has some cannot always go.
        for (const name of ours.sort((a, b) => b.length - a.length)) {
          if (server.discard === undefined) await other.run(deleteMailbox(name));
          else server.discard(name);
        }
      });
    },
  };
}

async function apart<T>(server: RealServer, act: (session: Session) => Promise<T>): Promise<T> {
  const session = await openSession(sessionOptions(server));
  try {
    return await act(session);
  } finally {
    await session.logout();
  }
}
