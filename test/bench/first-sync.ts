/** First sync of a large mailbox: the bare wire, ours until everything is committed in Chromium's IndexedDB, imapflow without storing. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { AccountSettings } from '../../shared/model/account.ts';
import type { Dovecot } from '../support/dovecot.ts';
import { startSmtpSink } from '../support/smtp-sink.ts';
import { startApp, type AppProbe } from './app-probe.ts';
import { startBigMailbox } from './big-mailbox.ts';
import { drain } from './drain.ts';
import { engineFetch } from './engine-fetch.ts';
import { imapflowFetch } from './imapflow-fetch.ts';
import { figure, median, type Print } from './report.ts';

const ROUNDS = 3;
const ROWS = 50;
/** An ordinary window, and one that really shows 50 comfortable rows of 72 px and what lies above them. */
const ORDINARY = 800;
const TALL = ROWS * 72 + 200;
/** Then the previews are here, and what the sync left behind is given back. */
const SETTLED_MS = 10_000;

export interface BenchOptions { messages: number | undefined; rounds: number | undefined }

export async function firstSync(print: Print, options: BenchOptions): Promise<void> {
  const count = options.messages ?? 100_000;
  const dovecot = await startBigMailbox(count);
  const drained: number[] = [];
  const fetched: number[] = [];
  const parsed: number[] = [];
  const synced: Synced[] = [];
  let turn: number;
  let memory: number;
  try {
    // Alternating, so that a slow minute of the machine meets all three.
    for (let round = 0; round < (options.rounds ?? ROUNDS); round++) {
      drained.push((await drain(dovecot.ports.imap)).ms);
      synced.push(await ours(dovecot, count));
      fetched.push((await imapflowFetch(dovecot.ports.imap, count)).ms);
      parsed.push((await engineFetch(dovecot.ports.imap, count)).ms);
      console.error(`round ${round + 1}: drain ${Math.round(drained.at(-1) ?? 0)} ms, ours ${JSON.stringify(synced.at(-1))}, imapflow ${Math.round(fetched.at(-1) ?? 0)} ms`);
    }
    turn = await longestTurn(dovecot, count);
    memory = await settledMemory(dovecot, count);
  } finally {
    await dovecot.stop();
  }
  const own = median(synced.map(({ total }) => total));
  const wire = { name: 'raw socket drain', value: median(drained) };
  print(figure('first-sync', 'all pages committed', own, 'ms', wire));
  print(figure('first-sync', 'all pages committed', own, 'ms', { name: 'imapflow fetch, nothing stored', value: median(fetched) }));
  print(figure('first-sync', 'our engine\'s fetch, nothing stored', median(parsed), 'ms', { name: 'imapflow fetch, nothing stored', value: median(fetched) }));
  print(figure('first-sync', `first ${ROWS} rows on screen`, median(synced.map(({ rows }) => rows)), 'ms'));
  // The worst of all rounds: what must never happen has no median. 0 means that nothing was longer than 50 ms.
  print(figure('first-sync', 'worst block of the window over 50 ms', Math.max(0, ...synced.flatMap(({ blocks }) => blocks.map(([, ms]) => ms))), 'ms'));
  print(figure('first-sync', 'CPU of the main process', median(synced.map(({ cpu }) => cpu)), 'ms'));
  print(figure('first-sync', 'longest turn of the main process', turn, 'ms'));
  print(figure('first-sync', 'memory of the main process, settled', memory, 'MB'));
  print(figure('first-sync', 'messages a second', count / (own / 1000), '1/s'));
}

interface Synced { total: number; rows: number; cpu: number; blocks: [at: number, ms: number][] }

async function ours(dovecot: Dovecot, count: number): Promise<Synced> {
  const rows = Math.min(ROWS, count);
  const shown = await withApp(dovecot, TALL, (app, settings) => app.firstRows(settings, 'alice-pw', rows));
  const synced = await withApp(dovecot, ORDINARY, (app, settings) => app.firstSync(settings, 'alice-pw', { total: count, rows: 1 }));
  return { total: synced.result.committedAt - synced.login, rows: shown.result - shown.login, cpu: synced.result.cpu, blocks: synced.result.blocks };
}

/** Once, beside the others: watching costs time of its own. */
async function longestTurn(dovecot: Dovecot, count: number): Promise<number> {
  const { result } = await withApp(dovecot, ORDINARY, async (app, settings) => {
    const turns = app.watchTurns();
    await app.firstSync(settings, 'alice-pw', { total: count, rows: 1 });
    return (await turns()).turn;
  }, true);
  return result;
}

/** Unwatched: what watches takes memory of its own. Megabytes. */
async function settledMemory(dovecot: Dovecot, count: number): Promise<number> {
  const { result } = await withApp(dovecot, ORDINARY, async (app, settings) => {
    await app.firstSync(settings, 'alice-pw', { total: count, rows: 1 });
    await sleep(SETTLED_MS);
    return app.memory();
  });
  return result;
}

/** `login`: when the server saw the first one, milliseconds since 1970. */
async function withApp<T>(dovecot: Dovecot, height: number, measure: (app: AppProbe, settings: AccountSettings) => Promise<T>, watched = false): Promise<{ result: T; login: number }> {
  const sink = await startSmtpSink({ certificate: dovecot.tls, users: dovecot.users, security: 'none', onMessage: () => undefined });
  try {
    const app = await startApp(height, watched);
    try {
      const logged = dovecot.logs().length;
      const server = (port: number) => ({ host: '127.0.0.1', port, security: 'none' as const, user: 'alice' });
      const result = await measure(app, { email: 'alice@example.org', name: 'Alice', imap: server(dovecot.ports.imap), smtp: server(sink.port), plainConfirmed: false });
      return { result, login: loginAt(dovecot.logs().slice(logged)) };
    } finally {
      await app.close();
    }
  } finally {
    await sink.stop();
  }
}

/** The clock starts with the first login of all, the one that tries the account. Server's local time, to the microsecond. */
function loginAt(log: string): number {
  const stamp = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+) imap-login: Info: Login: user=<alice>/m.exec(log)?.[1];
  if (stamp === undefined) throw new Error(`no login in the server's log:\n${log.slice(-2000)}`);
  return new Date(stamp.replace(/(\.\d{3})\d*$/, '$1')).getTime();
}
