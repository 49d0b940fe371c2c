/** From a flag command to the journal's fsync and the patch in the window; and a thousand messages at once: the real application, its mirror in Chromium, a Dovecot with a large mailbox. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '../../shared/ipc/client.ts';
import { folderId, type FolderId, type MessageId } from '../../shared/ids.ts';
import type { ProjectionInput, ProjectionName, ProjectionValue } from '../../shared/ipc/contract.ts';
import { FLAG } from '../../shared/model/flags.ts';
import type { MessageRow } from '../../shared/model/message.ts';
import { startSmtpSink } from '../support/smtp-sink.ts';
import { startApp } from './app-probe.ts';
import { startBigMailboxCopy } from './big-mailbox.ts';
import type { BenchOptions } from './first-sync.ts';
import { figure, median, type Print } from './report.ts';
import { startWireTap } from './wire-tap.ts';

const SINGLE = 100;
const MANY = 1_000;
/** Rows in the window that is watched. */
const WINDOW = 50;
const ROUNDS = 6;
/** Longer than a list pauses between two values. */
const REST_MS = 60;
/** After the first sync the newest texts come; nobody flags a thousand messages meanwhile. */
const SETTLE_MS = 3_000;

export async function flagToMirror(print: Print, options: BenchOptions): Promise<void> {
  const count = options.messages ?? 100_000;
  const dovecot = await startBigMailboxCopy(count);
  const sink = await startSmtpSink({ certificate: dovecot.tls, users: dovecot.users, security: 'none', onMessage: () => undefined });
  const tap = await startWireTap(dovecot.ports.imap, /^\S+ UID STORE /iu);
  try {
    const app = await startApp(800);
    try {
      const server = (port: number) => ({ host: '127.0.0.1', port, security: 'none' as const, user: 'alice' });
      const added = await app.client.call('accounts.add', { settings: { email: 'alice@example.org', name: 'Alice', imap: server(tap.port), smtp: server(sink.port), plainConfirmed: false }, password: 'alice-pw' });
      if (!added.ok) throw new Error(added.failure.message);
      const inbox = folderId(added.value.accountId, 'INBOX');
      await until(app.client, 'messages.list', { folderId: inbox, from: 0, count: 1 }, ({ total, syncing }) => total === count && !syncing);
      await sleep(SETTLE_MS);
      await measure(print, app.client, inbox, () => tap.count(), { many: Math.min(MANY, count), rounds: options.rounds ?? ROUNDS });
    } finally {
      await app.close();
    }
  } finally {
    tap.stop();
    await sink.stop();
    await dovecot.stop();
  }
}

async function measure(print: Print, client: Client, inbox: FolderId, stores: () => number, { many, rounds }: { many: number; rounds: number }): Promise<void> {
  const ids: MessageId[] = [];
  for (let from = 0; from < many; from += 500) {
    const { rows } = await until(client, 'messages.list', { folderId: inbox, from, count: Math.min(500, many - from) }, (list) => list.rows.length > 0);
    ids.push(...rows.map(({ id }) => id));
  }
  let rows: readonly MessageRow[] = [];
  let shown = (): void => {};
  const unwatch = client.watch('messages.list', { folderId: inbox, from: 0, count: WINDOW }, {
    onValue(value) {
      rows = value.rows;
      shown();
    },
    onFailure: (failure) => { throw new Error(failure.message); },
  });
  // The window has its first words, and nothing else is going on.
  for (let n = 0; n < 50 && (rows.length === 0 || rows.some(({ preview }) => preview === null)); n++) await sleep(REST_MS);
  const flag = async (messageIds: MessageId[], on: boolean): Promise<{ patch: number; answer: number }> => {
    const meant = new Set(messageIds);
    await sleep(REST_MS);
    const begun = performance.now();
    const patched = new Promise<number>((resolve) => {
      shown = () => { if (rows.every((row) => !meant.has(row.id) || ((row.flags & FLAG.flagged) !== 0) === on)) resolve(performance.now() - begun); };
    });
    const answer = await client.call('messages.setFlags', { messageIds, add: on ? ['flagged'] : [], remove: on ? [] : ['flagged'] });
    if (!answer.ok) throw new Error(answer.failure.message);
    const result = { answer: performance.now() - begun, patch: await patched };
    await until(client, 'activity.list', {}, ({ operations }) => operations.every(({ state }) => state === 'done'));
    return result;
  };
  // Messages of the generated mailbox are flagged here and there: all begin alike.
  await flag(ids, true);
  await flag(ids, false);
  const singles: { patch: number; answer: number }[] = [];
  for (let n = 0; n < SINGLE; n++) singles.push(await flag([ids[n % WINDOW]!], Math.floor(n / WINDOW) % 2 === 0));
  const wholes: number[] = [];
  let sent = 0;
  for (let round = 0; round < rounds; round++) {
    const before = stores();
    wholes.push((await flag(ids, round % 2 === 0)).patch);
    sent = Math.max(sent, stores() - before);
  }
  unwatch();
  print(figure('flag-to-mirror', 'command to patch, median', median(singles.map(({ patch }) => patch)), 'ms'));
  print(figure('flag-to-mirror', 'command to patch, p95', p95(singles.map(({ patch }) => patch)), 'ms'));
  print(figure('flag-to-mirror', 'command to answer, mirror written', median(singles.map(({ answer }) => answer)), 'ms'));
  print(figure('flag-to-mirror', `${many} messages at once, median`, median(wholes), 'ms'));
  print(figure('flag-to-mirror', `STORE commands for ${many} messages`, sent, ''));
}

const p95 = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1] ?? Number.NaN;

function until<K extends ProjectionName>(client: Client, name: K, input: ProjectionInput<K>, enough: (value: ProjectionValue<K>) => boolean): Promise<ProjectionValue<K>> {
  return new Promise((resolve, reject) => {
    const stop = client.watch(name, input, {
      onValue(value) {
        if (!enough(value)) return;
        queueMicrotask(() => stop());
        resolve(value);
      },
      onFailure: (failure) => reject(new Error(failure.message)),
    });
  });
}
