/** Ten accounts of 10,000 messages added at once, beside one of 100,000: no account waits for another. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '../../shared/ipc/client.ts';
import { folderId, type AccountId } from '../../shared/ids.ts';
import { startDovecot, type Dovecot, type DovecotUser } from '../support/dovecot.ts';
import { startSmtpSink } from '../support/smtp-sink.ts';
import { startApp } from './app-probe.ts';
import { startBigMailbox } from './big-mailbox.ts';
import type { BenchOptions } from './first-sync.ts';
import { figure, median, type Print } from './report.ts';

const ROUNDS = 3;
const ACCOUNTS = 10;
const WINDOW_HEIGHT = 800;

export async function manyAccounts(print: Print, options: BenchOptions): Promise<void> {
  const count = options.messages ?? 100_000;
  const each = Math.ceil(count / ACCOUNTS);
  const one: number[] = [];
  const many: Synced[] = [];
  for (let round = 0; round < (options.rounds ?? ROUNDS); round++) {
    const big = await startBigMailbox(count);
    one.push((await sync(big, [{ name: 'alice', password: 'alice-pw' }], count).finally(() => big.stop())).last);
    const { dovecot, users } = await startMailboxes(each);
    many.push(await sync(dovecot, users, each).finally(() => dovecot.stop()));
    console.error(`round ${round + 1}: one ${Math.round(one.at(-1) ?? 0)} ms, ${ACCOUNTS} ${JSON.stringify(many.at(-1))}`);
  }
  print(figure('many-accounts', `${ACCOUNTS} accounts of ${each}, all committed`, median(many.map(({ last }) => last)), 'ms', { name: `one account of ${count}`, value: median(one) }));
  print(figure('many-accounts', 'first of them committed', median(many.map(({ first }) => first)), 'ms'));
  print(figure('many-accounts', 'last of them with mail to show', median(many.map(({ shown }) => shown)), 'ms'));
}

/** Milliseconds from the first login that was kept: until one account was complete, all were, and each had something to show. */
interface Synced { first: number; last: number; shown: number }

async function sync(dovecot: Dovecot, users: readonly DovecotUser[], messages: number): Promise<Synced> {
  const sink = await startSmtpSink({ certificate: dovecot.tls, users, security: 'none', onMessage: () => undefined });
  try {
    const app = await startApp(WINDOW_HEIGHT);
    try {
      const started = performance.now();
      const accounts = await Promise.all(users.map(async (user) => {
        const server = (port: number) => ({ host: '127.0.0.1', port, security: 'none' as const, user: user.name });
        const added = await app.client.call('accounts.add', { settings: { email: `${user.name}@example.org`, name: user.name, imap: server(dovecot.ports.imap), smtp: server(sink.port), plainConfirmed: false }, password: user.password });
        if (!added.ok) throw new Error(`${user.name}: ${added.failure.message}`);
        return added.value.accountId;
      }));
      return await untilAll(app.client, accounts, messages, started);
    } finally {
      await app.close();
    }
  } finally {
    await sink.stop();
  }
}

function untilAll(client: Client, accounts: readonly AccountId[], messages: number, started: number): Promise<Synced> {
  const inboxes = new Set(accounts.map((id) => folderId(id, 'INBOX')));
  return new Promise((resolve, reject) => {
    let first = 0;
    let shown = 0;
    const stop = client.watch('folders.tree', {}, {
      onValue({ folders }) {
        const own = folders.filter(({ id }) => inboxes.has(id));
        const whole = own.filter(({ syncing, total }) => !syncing && total >= messages).length;
        const now = performance.now() - started;
        if (whole > 0) first ||= now;
        if (own.filter(({ total }) => total > 0).length === inboxes.size) shown ||= now;
        if (whole < inboxes.size) return;
        stop();
        resolve({ first, last: now, shown });
      },
      onFailure: (failure) => reject(new Error(failure.message)),
    });
  });
}

/** Every account has the same mail; each its own indexes. */
async function startMailboxes(count: number): Promise<{ dovecot: Dovecot; users: DovecotUser[] }> {
  const original = await startBigMailbox(count);
  await original.stop();
  const directory = mkdtempSync('/tmp/gw-bench-many-');
  const remove = (): void => rmSync(directory, { recursive: true, maxRetries: 10, force: true });
  try {
    const users = Array.from({ length: ACCOUNTS }, (_, n) => ({ name: `user${n}`, password: `pw-${n}` }));
    const from = join(original.directory, 'mail/alice');
    mkdirSync(join(directory, 'mail'), { recursive: true });
    for (const { name } of users) {
      const to = join(directory, 'mail', name);
      execFileSync('cp', ['-al', from, to]);
      for (const file of readdirSync(join(from, 'mail')).filter((one) => one.startsWith('dovecot'))) {
        rmSync(join(to, 'mail', file));
        execFileSync('cp', ['-a', join(from, 'mail', file), join(to, 'mail', file)]);
      }
    }
    // A hundred thousand new names on their way to the disk would make every sync of it wait, the application's too.
    execFileSync('sync');
    const dovecot = await startDovecot({ format: 'maildir', directory, users });
    return { dovecot: { ...dovecot, stop: () => dovecot.stop().finally(remove) }, users };
  } catch (error) {
    remove();
    throw error;
  }
}
