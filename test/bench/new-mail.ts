/** New mail: from the end of its delivery on the server to its row in a window's projection, beside the server's own notification on a bare socket in the same run. */
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '../../shared/ipc/client.ts';
import { folderId, type FolderId } from '../../shared/ids.ts';
import { startDovecot, type Dovecot } from '../support/dovecot.ts';
import { startSmtpSink } from '../support/smtp-sink.ts';
import { startApp } from './app-probe.ts';
import type { BenchOptions } from './first-sync.ts';
import { figure, median, type Print } from './report.ts';

const DELIVERIES = 7;
/** The watching session connects a moment after the first sync. */
const SETTLE_MS = 4_000;
const WINDOW_HEIGHT = 800;
/** The server tells of several changes at once: each delivery has its own moment. */
const REST_MS = 1_500;

export async function newMail(print: Print, options: BenchOptions): Promise<void> {
  const dovecot = await startDovecot();
  const sink = await startSmtpSink({ certificate: dovecot.tls, users: dovecot.users, security: 'none', onMessage: () => undefined });
  const rounds = options.rounds ?? DELIVERIES;
  const figures: { folder: string; rows: number[]; bare: number[] }[] = [];
  try {
    await dovecot.deliver('alice', mail(0));
    const app = await startApp(WINDOW_HEIGHT);
    try {
      const server = (port: number) => ({ host: '127.0.0.1', port, security: 'none' as const, user: 'alice' });
      const added = await app.client.call('accounts.add', { settings: { email: 'alice@example.org', name: 'Alice', imap: server(dovecot.ports.imap), smtp: server(sink.port), plainConfirmed: false }, password: 'alice-pw' });
      if (!added.ok) throw new Error(added.failure.message);
      const { accountId } = added.value;
      await sleep(SETTLE_MS);
      // One the user looks at, one nobody does.
      for (const name of ['INBOX', 'Archive']) figures.push({ folder: name, ...await deliveries(app.client, dovecot, folderId(accountId, name), name, rounds) });
    } finally {
      await app.close();
    }
  } finally {
    await sink.stop();
    await dovecot.stop();
  }
  for (const { folder, rows, bare } of figures) {
    print(figure('new-mail', `${folder}: delivered to row, median`, median(rows), 'ms', { name: 'bare socket told', value: median(bare) }));
    print(figure('new-mail', `${folder}: over the server's own, median`, median(rows.map((ms, at) => ms - (bare[at] ?? 0))), 'ms'));
    print(figure('new-mail', `${folder}: over the server's own, worst`, Math.max(...rows.map((ms, at) => ms - (bare[at] ?? 0))), 'ms'));
  }
}

async function deliveries(client: Client, dovecot: Dovecot, folder: FolderId, name: string, rounds: number): Promise<{ rows: number[]; bare: number[] }> {
  const rows: number[] = [];
  const bare: number[] = [];
  const socket = await bareIdle(dovecot.ports.imap, name);
  let total = 0;
  let heard: () => void = () => undefined;
  const stop = client.watch('folders.tree', {}, {
    onValue({ folders }) {
      const now = folders.find(({ id }) => id === folder)?.total ?? 0;
      if (now > total && total >= 0) heard();
      total = now;
    },
    onFailure: (failure) => { throw new Error(failure.message); },
  });
  const list = name === 'INBOX' ? rowWatcher(client, folder) : null;
  try {
    await sleep(1000);
    for (let n = 1; n <= rounds; n++) {
      const shown = list ? list.next() : new Promise<void>((resolve) => (heard = resolve));
      const told = socket.next();
      if (name === 'INBOX') await dovecot.deliver('alice', mail(n));
      else await dovecot.doveadm(['save', '-u', 'alice', '-m', name], mail(n));
      const delivered = performance.now();
      await Promise.all([shown.then(() => rows.push(performance.now() - delivered)), told.then(() => bare.push(performance.now() - delivered))]);
      await sleep(REST_MS);
    }
  } finally {
    stop();
    list?.stop();
    socket.close();
  }
  return { rows, bare };
}

const mail = (n: number): string => `From: Ann <ann@example.net>\nTo: alice@example.org\nSubject: Bench ${n}\nDate: ${new Date().toUTCString()}\nMessage-ID: <bench-${n}@example.net>\n\nText ${n}.\n`;

function rowWatcher(client: Client, folder: FolderId): { next(): Promise<void>; stop(): void } {
  let newest = '';
  let shown: () => void = () => undefined;
  const stop = client.watch('messages.list', { folderId: folder, from: 0, count: 50 }, {
    onValue({ rows }) {
      const id = rows[0]?.id ?? '';
      if (id !== newest) shown();
      newest = id;
    },
    onFailure: (failure) => { throw new Error(failure.message); },
  });
  return { next: () => new Promise((resolve) => (shown = resolve)), stop };
}

/** IDLE and nothing else: what the server itself needs. */
async function bareIdle(port: number, mailbox: string): Promise<{ next(): Promise<void>; close(): void }> {
  const socket = connect(port, '127.0.0.1');
  let told: () => void = () => undefined;
  const lines = ['a LOGIN alice alice-pw', `b SELECT ${mailbox}`, 'c IDLE'];
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.on('data', (bytes) => {
      const text = bytes.toString('latin1');
      if (lines.length > 0) socket.write(`${lines.shift() ?? ''}\r\n`);
      else if (text.startsWith('+')) resolve();
      else if (/^\* \d+ EXISTS/mu.test(text)) told();
    });
  });
  return { next: () => new Promise((resolve) => (told = resolve)), close: () => socket.destroy() };
}
