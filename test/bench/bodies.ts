/** Texts of a large mailbox: the same sections off the bare wire, ours until they are committed in Chromium's IndexedDB, mbsync with whole messages. */
import { connect } from 'node:net';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { systemClock } from '../../app/base-ports.ts';
import { startEngine } from '../../main/engine.ts';
import { openSession } from '../../main/imap/open-session.ts';
import { formatUidSet, uidSet } from '../../main/imap/uid-set.ts';
import { packStructure } from '../../main/mime/packed-structure.ts';
import { decodeGaps, encodeGaps, type GapRow } from '../../main/mirror/protocol/body-gaps.ts';
import { planTexts } from '../../main/sync/bodies/plan-texts.ts';
import { createClient } from '../../shared/ipc/client.ts';
import { memoryTransportPair } from '../../shared/ipc/memory-transport.ts';
import { DEFAULT_STORAGE } from '../../shared/model/storage.ts';
import type { Dovecot } from '../support/dovecot.ts';
import { chromiumPath } from '../support/requires.ts';
import { startSmtpSink } from '../support/smtp-sink.ts';
import { startBigMailbox } from './big-mailbox.ts';
import { serveWorker } from './chromium-mirror.ts';
import type { BenchOptions } from './first-sync.ts';
import { cpuBelow, spent } from './process-cpu.ts';
import { mbsyncMissing, mbsyncPull } from './mbsync-pull.ts';
import { figure, median, type Print } from './report.ts';

const ROUNDS = 3;
/** As the engine does it. */
const PORTION = 4_000;
const PER_COMMAND = 500;
const PIPELINED = 3;

export async function bodies(print: Print, options: BenchOptions): Promise<void> {
  const count = options.messages ?? 100_000;
  const dovecot = await startBigMailbox(count);
  const drained: { ms: number; octets: number }[] = [];
  const mirrored: Mirrored[] = [];
  let pulled: number | null = null;
  try {
    const commands = await commandsOf(dovecot.ports.imap, count);
    // Not counted: the server's files come into memory.
    await drainTexts(dovecot.ports.imap, commands);
    for (let round = 0; round < (options.rounds ?? ROUNDS); round++) {
      drained.push(await drainTexts(dovecot.ports.imap, commands));
      mirrored.push(await ours(dovecot, count));
      console.error(`round ${round + 1}: drain ${JSON.stringify(drained.at(-1))}, ours ${JSON.stringify(mirrored.at(-1))}`);
    }
    const missing = mbsyncMissing();
    if (missing !== null) console.error(missing);
    // Once: it takes longer than all the others together.
    else pulled = (await mbsyncPull(dovecot.ports.imap, count)).ms;
  } finally {
    await dovecot.stop();
  }
  const own = median(mirrored.map(({ ms }) => ms));
  print(figure('bodies', `texts of ${count} messages committed`, own, 'ms', { name: 'raw socket drain', value: median(drained.map(({ ms }) => ms)) }));
  if (pulled !== null) print(figure('bodies', `texts of ${count} messages committed`, own, 'ms', { name: 'mbsync, whole messages', value: pulled }));
  // Two cores share it: where it adds up to twice the time, nothing waits.
  print(figure('bodies', 'CPU of the main process', median(mirrored.map(({ cpu }) => cpu)), 'ms'));
  for (const name of new Set(mirrored.flatMap(({ others }) => others.map(([one]) => one)))) {
    print(figure('bodies', `CPU of ${name}`, median(mirrored.map(({ others }) => others.find(([one]) => one === name)?.[1] ?? 0)), 'ms'));
  }
  print(figure('bodies', 'octets of texts in the mirror', median(mirrored.map(({ octets }) => octets)), 'octets', { name: 'octets off the wire', value: drained[0]?.octets ?? 0 }));
}

/** FETCH commands for the texts of all messages, newest first. */
async function commandsOf(port: number, count: number): Promise<string[]> {
  const session = await openSession({
    server: { host: '127.0.0.1', port, security: 'none', user: 'alice' }, credentials: { kind: 'password', password: 'alice-pw' }, plainConfirmed: false,
    deadlineMs: 20_000, silenceMs: 60_000, clientId: { name: 'Godwit bench' },
  });
  const all: GapRow[] = [];
  try {
    await session.select('INBOX', { readOnly: true });
    await session.uidFetch([[1, 0xffff_fffe]], { bodyStructure: true, size: true }, {}, ({ uid, size, bodyStructure }) => {
      if (bodyStructure) all.push({ uid, date: uid, size: size ?? 0, structure: packStructure(bodyStructure) });
    });
  } finally {
    await session.logout();
  }
  if (all.length !== count) throw new Error(`${all.length} structures of ${count} messages`);
  all.sort((a, b) => b.uid - a.uid);
  const commands: string[] = [];
  for (let at = 0; at < all.length; at += PORTION) {
    for (const { sections, wishes } of planTexts(decodeGaps(encodeGaps(all.slice(at, at + PORTION))), DEFAULT_STORAGE.textOctets).groups) {
      const items = sections.map(({ section, length }) => `BODY.PEEK[${section}]${length === undefined ? '' : `<0.${length}>`}`).join(' ');
      for (let i = 0; i < wishes.length; i += PER_COMMAND) commands.push(`UID FETCH ${formatUidSet(uidSet(wishes.slice(i, i + PER_COMMAND).map(({ uid }) => uid)))} (UID ${items})`);
    }
  }
  return commands;
}

/** From the first command to the last tagged answer, a few commands on the wire. */
function drainTexts(port: number, commands: readonly string[]): Promise<{ ms: number; octets: number }> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let octets = 0;
    let started = 0;
    let sent = 0;
    let answered = 0;
    let tail = '';
    let step = 0;
    const send = (): void => {
      while (sent < commands.length && sent - answered < PIPELINED) socket.write(`t${sent} ${commands[sent++]}\r\n`);
    };
    socket.on('data', (chunk: Buffer) => {
      octets += chunk.length;
      if (started === 0) {
        tail += chunk.toString('latin1');
        const line = ['a LOGIN alice alice-pw\r\n', 'b SELECT INBOX\r\n'][step];
        if (!(step === 0 ? tail.includes('* OK') : new RegExp(`(?:^|\\r\\n)${step === 1 ? 'a' : 'b'} OK`, 'u').test(tail))) return;
        tail = '';
        step++;
        if (line !== undefined) return void socket.write(line);
        octets = 0;
        started = performance.now();
        send();
        return;
      }
      const text = tail + chunk.toString('latin1');
      for (;;) {
        const end = text.indexOf(`\r\nt${answered} OK`);
        if (end < 0) break;
        answered++;
        send();
      }
      tail = text.slice(-64);
      if (answered < commands.length) return;
      const ms = performance.now() - started;
      socket.destroy();
      resolve({ ms, octets });
    });
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('closed early')));
  });
}

interface Mirrored { ms: number; cpu: number; octets: number; others: [name: string, ms: number][] }
interface Moment { at: number; cpu: NodeJS.CpuUsage; others: Map<string, number> }

/** The engine in this process, its mirror in a Chromium. The clock starts when the summaries are here and the first text is asked for. */
async function ours(dovecot: Dovecot, count: number): Promise<Mirrored> {
  const executablePath = chromiumPath();
  if (executablePath === null) throw new Error('no Chromium for the mirror');
  const profile = mkdtempSync('/tmp/gw-bench-bodies-');
  const sink = await startSmtpSink({ certificate: dovecot.tls, users: dovecot.users, security: 'none', onMessage: () => undefined });
  const worker = await serveWorker();
  const context = await chromium.launchPersistentContext(`${profile}/browser`, { executablePath, headless: true, args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
  let begun = Promise.withResolvers<Moment>();
  let ended = Promise.withResolvers<Moment>();
  const moment = () => ({ at: performance.now(), cpu: process.cpuUsage(), others: new Map([...cpuBelow(profile), ...cpuBelow(dovecot.directory)]) });
  const secrets = new Map<string, string>();
  const engine = await startEngine({
    profile: `${profile}/profile`, host: 'browser', version: '0.0.0-bench', platform: 'bench',
    secrets: { describe: () => ({ note: '', weak: true }), get: (name) => Promise.resolve(secrets.get(name)), set: (name, value) => { secrets.set(name, value); return Promise.resolve(); }, delete: () => Promise.resolve() },
    clock: systemClock,
    random: (n) => new Uint8Array(randomBytes(n)),
    desktop: { openLink: () => Promise.resolve(), saveFile: () => Promise.resolve(null), notify: () => undefined, badge: () => undefined },
    demo: { start: () => Promise.reject(new Error('no demo here')) },
    log(level, event, details) {
      if (event === 'texts.begun') begun.resolve(moment());
      if (event === 'texts.ended') ended.resolve(moment());
      if (level === 'error' || level === 'warn') console.error(event, details);
    },
    mirror: { onConnect: worker.onConnect },
  });
  const [window, served] = memoryTransportPair();
  engine.attach(served, 'bench');
  const client = createClient(window);
  try {
    const page = context.pages()[0] ?? await context.newPage();
    await page.goto(worker.address);
    const call = async <K extends Parameters<typeof client.call>[0]>(name: K, input: Parameters<typeof client.call<K>>[1]) => {
      const result = await client.call(name, input);
      if (!result.ok) throw new Error(`${name}: ${JSON.stringify(result.failure)}`);
      return result.value;
    };
    const server = (port: number) => ({ host: '127.0.0.1', port, security: 'none' as const, user: 'alice' });
    const { accountId } = await call('accounts.add', { settings: { email: 'alice@example.org', name: 'Alice', imap: server(dovecot.ports.imap), smtp: server(sink.port), plainConfirmed: false }, password: 'alice-pw' });
    await call('storage.set', { accountId, settings: { ...DEFAULT_STORAGE, textDays: 0 } });
    await new Promise<void>((resolve, reject) => {
      const stop = client.watch('accounts.list', {}, {
        onValue: ({ accounts }) => { if (accounts[0]?.phase === 'ready') { queueMicrotask(() => stop()); resolve(); } },
        onFailure: (failure) => reject(new Error(JSON.stringify(failure))),
      });
    });
    await untilCalm(() => cpuBelow(profile));
    // What it has looked for so far does not count.
    begun = Promise.withResolvers();
    ended = Promise.withResolvers();
    await call('storage.set', { accountId, settings: { ...DEFAULT_STORAGE, textDays: null } });
    const start = await begun.promise;
    let end = await ended.promise;
    for (;;) {
      const { texts } = (await call('storage.summary', {})).accounts[0]!;
      if (texts.count === count) return { ms: end.at - start.at, cpu: (end.cpu.user + end.cpu.system - start.cpu.user - start.cpu.system) / 1000, octets: texts.octets, others: spent(start.others, end.others) };
      // Interrupted by something; it goes on.
      ended = Promise.withResolvers();
      end = await ended.promise;
    }
  } finally {
    client.close();
    await engine.stop();
    await context.close();
    await worker.close();
    await sink.stop();
    rmSync(profile, { recursive: true, maxRetries: 10, force: true });
  }
}

/** The mirror goes through new summaries for conversations, some seconds after the last: not counted. */
async function untilCalm(cpu: () => ReadonlyMap<string, number>): Promise<void> {
  const total = (): number => [...cpu().values()].reduce((sum, ms) => sum + ms, 0);
  for (let calm = 0, before = total(); calm < 7;) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const now = total();
    calm = now - before < 100 ? calm + 1 : 0;
    before = now;
  }
}
