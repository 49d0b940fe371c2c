/** What a server says it can do, before and after a login (RFC 3501 6.1.1). */
import { connect as connectPlain } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { capability } from '../../../main/imap/commands/capability.ts';
import { openSession } from '../../../main/imap/open-session.ts';
import { sessionOptions } from './ground.ts';
import type { Probe, RealServer } from './probe.ts';

/** Atoms in upper case. */
export interface Announced {
  before: ReadonlySet<string>;
  after: ReadonlySet<string>;
  /** What the client makes of `after`: less what it knows not to work there. */
  used: ReadonlySet<string>;
}

/** Only asked for before a login; afterwards many servers no longer tell. */
const FOR_LOGIN = /^(?:AUTH=|SASL-IR$|STARTTLS$|LOGIN-REFERRALS$)/u;

export async function announcedBy(server: RealServer): Promise<Announced> {
  const [clear, encrypted] = [await beforeLogin(server, false), await beforeLogin(server, true)];
  const session = await openSession(sessionOptions(server));
  const used = new Set(session.capabilities.list);
  const after = new Set((await session.run(capability())).map((name) => name.toUpperCase()));
  await session.logout();
  return { before: new Set([...clear, ...encrypted]), after, used };
}

/** Base protocol is offered by every server; `APPENDLIMIT` also means `APPENDLIMIT=1000`. */
export function isOffered({ before, after }: Announced, { needs }: Probe): boolean {
  return needs.length === 0 || needs.some((need) => has(FOR_LOGIN.test(need) ? before : after, need));
}

/** Offered, and the client will have none of it. */
export function isSwitchedOff({ after, used }: Announced, { needs }: Probe): boolean {
  const offered = needs.filter((need) => !FOR_LOGIN.test(need) && has(after, need));
  return offered.length > 0 && !offered.some((need) => has(used, need));
}

function has(atoms: ReadonlySet<string>, need: string): boolean {
  const name = need.toUpperCase();
  return atoms.has(name) || [...atoms].some((atom) => atom.startsWith(`${name}=`));
}

async function beforeLogin(server: RealServer, encrypted: boolean): Promise<string[]> {
  // In clear only to learn of STARTTLS: nothing secret is said.
  const socket = encrypted
    ? connectTls({ host: '127.0.0.1', port: server.ports.imaps, servername: 'localhost', ca: server.authority })
    : connectPlain(server.ports.imap, '127.0.0.1');
  let heard = '';
  try {
    for await (const bytes of socket.setTimeout(10_000, () => socket.destroy(new Error('no answer')))) {
      if (heard === '') socket.write('a CAPABILITY\r\n');
      heard += (bytes as Buffer).toString('latin1');
      if (/^a \w+/mu.test(heard)) break;
    }
  } finally {
    socket.destroy();
  }
  const list = /^\* CAPABILITY (.*)\r$/imu.exec(heard)?.[1];
  if (list === undefined) throw new Error(`${server.name} does not tell what it can do: ${heard}`);
  return list.trim().toUpperCase().split(/ +/u);
}
