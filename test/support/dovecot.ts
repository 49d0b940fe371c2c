/** Starts a real Dovecot for a test: free ports, own certificates, mail under /tmp, everything gone after stop. */
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCertificates, type CertificateKind, type Certificates } from './certificates.ts';
import { dovecotConfig } from './dovecot-config.ts';
import { freePorts } from './free-ports.ts';
import { deliverByLmtp } from './lmtp.ts';
import { startGroup, type ProcessGroup } from './process-group.ts';
import { giveTo, runAs } from './run-as.ts';
import { untilGreeting } from './until-greeting.ts';

const DOVECOT = '/usr/sbin/dovecot';

export interface DovecotUser { name: string; password: string }

export interface DovecotOptions {
  /** Default sdbox: quick. Maildir where a test looks at files. */
  format?: 'maildir' | 'sdbox';
  /** Default `/`. */
  separator?: string;
  /** Default none; `INBOX.` puts every folder below INBOX (with separator `.`). */
  prefix?: string;
  /** Default `valid`. */
  certificate?: CertificateKind;
  /** No TLS, neither STARTTLS nor the imaps port. */
  plainOnly?: boolean;
  users?: readonly DovecotUser[];
  /** Further configuration, read last. */
  extra?: string | ((directory: string, ports: { imap: number; imaps: number; lmtp: number }) => string);
  /** Mail and state are kept in this folder and stay after stop; default: a new one under /tmp that goes. Path of at most 60 characters. */
  directory?: string;
}

export interface Dovecot {
  readonly host: '127.0.0.1';
  readonly ports: { imap: number; imaps: number; lmtp: number };
  readonly tls: Certificates;
  readonly users: readonly DovecotUser[];
  readonly directory: string;
  readonly pid: number;
  /** Mail folder of a user. */
  mailDirectory(user: string): string;
  /** Through LMTP, as new mail comes. `raw` may have bare LF. Resolves when it is in INBOX. */
  deliver(user: string, raw: string | Uint8Array, from?: string): Promise<void>;
  /** `doveadm` with this server's configuration, e.g. `['mailbox', 'status', '-u', 'alice', 'messages', 'INBOX']`; answers standard output. */
  doveadm(args: readonly string[], input?: string | Uint8Array): Promise<string>;
  logs(): string;
  /** Stops answering without closing anything, as a dead machine does; `resume` ends it. */
  pause(): void;
  resume(): void;
  /** Ends every process and starts anew on the same ports with the same mail. */
  restart(): Promise<void>;
  /** Ends every process and removes the state. Twice is fine. */
  stop(): Promise<void>;
}

export const USERS: readonly DovecotUser[] = [{ name: 'alice', password: 'alice-pw' }, { name: 'bob', password: 'bob-pw' }];

/** Rejects with the server's log if it does not come up. */
export async function startDovecot(options: DovecotOptions = {}): Promise<Dovecot> {
  const directory = options.directory ?? await mkdtemp('/tmp/gw-dovecot-');
  if (directory.length > 60) throw new Error(`${directory}: too long a path for Dovecot's sockets`);
  const remove = () => {
    if (options.directory === undefined) rmSync(directory, { recursive: true, maxRetries: 10, force: true });
  };
  try {
    return await start(directory, options, remove);
  } catch (error) {
    remove();
    throw error;
  }
}

async function start(directory: string, options: DovecotOptions, remove: () => void): Promise<Dovecot> {
  const as = await runAs();
  const users = options.users ?? USERS;
  for (const name of ['run', 'state', 'mail']) mkdirSync(join(directory, name), { recursive: true });
  const tls = await makeCertificates(join(directory, 'tls'), options.certificate);
  const accounts = users.map(({ name, password }) => `${name}:{PLAIN.b64}${Buffer.from(password).toString('base64')}:${as.uid}:${as.gid}::${directory}/mail/${name}::`);
  writeFileSync(join(directory, 'users'), `${accounts.join('\n')}\n`, { mode: 0o600 });
  chmodSync(directory, 0o755);

  const configFile = join(directory, 'dovecot.conf');
  const launch = () => {
    const [command = DOVECOT, ...args] = [...as.prefix, DOVECOT, '-F', '-c', configFile];
    return startGroup(command, args, { cwd: directory, log: join(directory, 'stderr.log'), env: { PATH: process.env['PATH'], LANG: 'C.UTF-8' } });
  };
  const logs = () => ['stderr.log', 'dovecot.log'].map((name) => textOf(join(directory, name))).join('');

  let group: ProcessGroup | undefined;
  let ports = { imap: 0, imaps: 0, lmtp: 0 };
  // A port found free may be taken a moment later by another test.
  for (let attempt = 1; group === undefined; attempt++) {
    const [imap = 0, imaps = 0, lmtp = 0] = await freePorts(3);
    ports = { imap, imaps, lmtp };
    writeFileSync(configFile, dovecotConfig({
      directory, ports, user: as.user, group: as.group, uid: as.uid, gid: as.gid,
      listen: hasIpv6Loopback() ? '127.0.0.1, ::1' : '127.0.0.1',
      certificate: options.plainOnly ? null : tls,
      format: options.format ?? 'sdbox', separator: options.separator ?? '/', prefix: options.prefix ?? '', extra: typeof options.extra === 'function' ? options.extra(directory, ports) : options.extra ?? '',
    }));
    giveTo(directory, as);
    const tried = launch();
    try {
      await untilGreeting(imap, tried);
      group = tried;
    } catch (error) {
      await tried.stop();
      if (attempt === 3 || !logs().includes('Address already in use')) throw new Error(`Dovecot did not start: ${(error as Error).message}\n${logs().slice(-4000)}`, { cause: error });
    }
  }

  let current = group;
  let stopped = false;
  return {
    host: '127.0.0.1', ports, tls, users, directory,
    get pid() { return current.pid; },
    mailDirectory: (user) => join(directory, 'mail', user, 'mail'),
    deliver: (user, raw, from = 'sender@example.net') => deliverByLmtp(ports.lmtp, from, [`${user}@example.org`], raw),
    doveadm: (args, input) => pipe([...as.prefix, 'doveadm', '-c', configFile, ...args], directory, input),
    logs,
    pause: () => current.signal('SIGSTOP'),
    resume: () => current.signal('SIGCONT'),
    async restart() {
      await current.stop();
      current = launch();
      await untilGreeting(ports.imap, current);
    },
    async stop() {
      if (stopped) return;
      stopped = true;
      await current.stop();
      remove();
    },
  };
}

const hasIpv6Loopback = () => Object.values(networkInterfaces()).some((addresses) => addresses?.some((a) => a.address === '::1'));

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // Nothing was logged yet.
  }
}

/** Runs a command with `input` on standard input; rejects with its standard error. */
function pipe([command = '', ...args]: readonly string[], cwd: string, input: string | Uint8Array = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: { PATH: process.env['PATH'], LANG: 'C.UTF-8', HOME: tmpdir() }, stdio: [input.length === 0 ? 'ignore' : 'pipe', 'pipe', 'pipe'] });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout?.on('data', (bytes: Buffer) => out.push(bytes));
    child.stderr?.on('data', (bytes: Buffer) => err.push(bytes));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(Buffer.concat(out).toString('utf8'));
      else reject(new Error(`${args.join(' ')}: ${code}\n${Buffer.concat(err).toString('utf8')}`));
    });
    // Not even an empty end: who listens to nothing may be gone by then.
    child.stdin?.end(input);
  });
}
