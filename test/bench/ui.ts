/** The window as somebody uses it: start, folders, messages, flags, scrolling; the real application on a filled mirror, a Dovecot with a large mailbox behind it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { startSmtpSink } from '../support/smtp-sink.ts';
import type { Dovecot } from '../support/dovecot.ts';
import { startBigMailboxCopy } from './big-mailbox.ts';
import type { BenchOptions } from './first-sync.ts';
import { figure, median, type Print } from './report.ts';
import type { Latency } from './ui-probe.ts';
import { scrollThrough } from './ui-scroll.ts';
import { openUi, UNPACED, type UiWindow } from './ui-window.ts';

const ROUNDS = 5;
const FOLDERS = ['Harbour', 'Ringing', 'Estuary'];
/** Messages of each of them. */
const FILED = 2_000;
const OPENED = 40;
const FLAGGED = 40;
const SWITCHED = 40;
/** Nobody reads, flags or files faster; and what follows an action is over. */
const REST_MS = 250;
/** The start has calmed down: previews are there, the line is up. */
const SETTLE_MS = 4_000;

export async function ui(print: Print, options: BenchOptions): Promise<void> {
  const count = options.messages ?? 100_000;
  const state = mkdtempSync('/tmp/gw-bench-ui-');
  const dovecot = await startBigMailboxCopy(count);
  try {
    for (const name of FOLDERS) {
      await dovecot.doveadm(['mailbox', 'create', '-u', 'alice', name]);
      await dovecot.doveadm(['copy', '-u', 'alice', name, 'mailbox', 'INBOX', 'uid', `1:${Math.min(FILED, count)}`]);
    }
    const sink = await startSmtpSink({ certificate: dovecot.tls, users: dovecot.users, security: 'none', onMessage: () => undefined });
    try {
      await withWindow(state, [], (window) => fillMirror(window, dovecot, sink.port, count));
      await measure(print, state, options.rounds ?? ROUNDS, `${count.toLocaleString('en-GB')} mirrored`);
    } finally {
      await sink.stop();
    }
  } finally {
    await dovecot.stop();
    rmSync(state, { recursive: true, maxRetries: 10, force: true });
  }
}

async function measure(print: Print, state: string, rounds: number, where: string): Promise<void> {
  const starts: { ready: number; rows: number; cpu: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    starts.push(await withWindow(state, [], async (window) => {
      const rows = await window.rows();
      const cpu = await window.cpu();
      await sleep(1_000);
      return { ready: window.ready, rows, cpu };
    }));
  }
  const whole = starts.map(({ ready, rows }) => ready + rows);
  print(figure('ui', `cold start to first row painted, ${where}`, median(whole), 'ms'));
  print(figure('ui', `… worst of ${rounds}`, Math.max(...whole), 'ms'));
  print(figure('ui', '… of it the main process until it listens', median(starts.map(({ ready }) => ready)), 'ms'));
  print(figure('ui', '… of it the window', median(starts.map(({ rows }) => rows)), 'ms'));
  print(figure('ui', '… processor time of its main thread', median(starts.map(({ cpu }) => cpu)), 'ms'));

  for (const [pace, flags] of [['', UNPACED], [', at 60 Hz', []]] as const) {
    await withWindow(state, flags, async (window) => {
      await window.rows();
      await sleep(SETTLE_MS);
      for (const [what, work] of [['folder switch', switchFolders], ['message open', openMessages], ['flag click', clickFlags]] as const) {
        const before = await window.cpu();
        const latencies = await work(window);
        tell(print, what + pace, latencies);
        print(figure('ui', `${what}${pace}: main thread of the window, each`, (await window.cpu() - before) / latencies.length, 'ms'));
      }
      if (flags.length === 0) await scrollThrough(print, window);
    });
  }
}

function tell(print: Print, what: string, latencies: readonly Latency[]): void {
  for (const [part, words] of [['painted', 'to paint'], ['there', 'to the page']] as const) {
    const sorted = latencies.map((one) => one[part]).sort((a, b) => a - b);
    print(figure('ui', `${what} ${words}: median`, median(sorted), 'ms'));
    print(figure('ui', `${what} ${words}: p95`, sorted[Math.ceil(sorted.length * 0.95) - 1] ?? NaN, 'ms'));
    print(figure('ui', `${what} ${words}: worst of ${sorted.length}`, sorted.at(-1) ?? NaN, 'ms'));
  }
}

async function switchFolders(window: UiWindow): Promise<Latency[]> {
  const tree = window.page.getByRole('treegrid', { name: 'Folders' });
  const names = ['Inbox', ...FOLDERS];
  const all: Latency[] = [];
  for (let n = 1; n <= SWITCHED; n++) {
    const name = names[n % names.length]!;
    const box = (await tree.getByRole('row', { name: new RegExp(`^${name}\\b`, 'u') }).last().boundingBox())!;
    await sleep(REST_MS);
    all.push(await window.timed({ kind: 'folder', name }, () => window.page.mouse.click(box.x + 80, box.y + box.height / 2)));
  }
  return all;
}

/** One after the other by key, from the top; their texts came with an earlier run of the application. */
async function openMessages({ page, timed }: UiWindow): Promise<Latency[]> {
  await atTop(page);
  await page.locator('[role=grid][aria-label=Messages] [role=row][data-index="0"]').click();
  const all: Latency[] = [];
  for (let n = 0; n < OPENED; n++) {
    await sleep(REST_MS);
    all.push(await timed({ kind: 'message' }, () => page.keyboard.press('j')));
  }
  return all;
}

async function clickFlags({ page, timed }: UiWindow): Promise<Latency[]> {
  await atTop(page);
  const all: Latency[] = [];
  for (let n = 0; n < FLAGGED; n++) {
    const index = 1 + (n % 4);
    const row = page.locator(`[role=grid][aria-label=Messages] [role=row][data-index="${index}"]`);
    await row.hover();
    const on = await row.locator('[data-action=flag]').count() > 0;
    const box = (await row.locator('[data-action=flag], [data-action=unflag]').boundingBox())!;
    await sleep(REST_MS);
    all.push(await timed({ kind: 'flag', index, on }, () => page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)));
  }
  return all;
}

async function atTop(page: UiWindow['page']): Promise<void> {
  await page.getByRole('treegrid', { name: 'Folders' }).getByRole('row', { name: /^Inbox\b/u }).last().click();
  await sleep(REST_MS);
  await page.getByRole('grid', { name: 'Messages' }).evaluate((grid) => { (grid.closest('[data-scroller]') ?? grid).scrollTop = 0; });
  await sleep(REST_MS);
}

async function fillMirror(window: UiWindow, dovecot: Dovecot, smtp: number, count: number): Promise<void> {
  const client = await window.engine();
  const server = (port: number) => ({ host: '127.0.0.1', port, security: 'none' as const, user: 'alice' });
  const complete = new Promise<void>((resolve, reject) => {
    client.watch('folders.tree', {}, {
      onValue({ folders }) {
        const mine = folders.filter(({ name, role }) => role === 'inbox' || FOLDERS.includes(name));
        if (mine.length > FOLDERS.length && mine.every(({ syncing, total }) => !syncing && total > 0) && mine.some(({ total }) => total >= count)) resolve();
      },
      onFailure: (failure) => reject(new Error(failure.message)),
    });
  });
  const added = await client.call('accounts.add', { settings: { email: 'alice@example.org', name: 'Alice', imap: server(dovecot.ports.imap), smtp: server(smtp), plainConfirmed: false }, password: 'alice-pw' });
  if (!added.ok) throw new Error(added.failure.message);
  await complete;
  // Each is opened once, so that the mirror has its text; and every folder, so that its order is known.
  await sleep(SETTLE_MS);
  for (const name of [...FOLDERS, 'Inbox']) {
    await window.page.getByRole('treegrid', { name: 'Folders' }).getByRole('row', { name: new RegExp(`^${name}\\b`, 'u') }).last().click();
    await sleep(500);
  }
  await openMessages(window);
  await sleep(SETTLE_MS);
}

async function withWindow<T>(state: string, flags: readonly string[], work: (window: UiWindow) => Promise<T>): Promise<T> {
  const window = await openUi(state, flags);
  try {
    return await work(window);
  } finally {
    await window.close();
  }
}
