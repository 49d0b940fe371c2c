/** A process of its own for a measurement of texts: the engine, and its mirror in a Chromium. Started by bodies.ts, answers by one message. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { chromium } from 'playwright-core';
import { systemClock } from '../../app/base-ports.ts';
import { startEngine } from '../../main/engine.ts';
import { createClient } from '../../shared/ipc/client.ts';
import { memoryTransportPair } from '../../shared/ipc/memory-transport.ts';
import { DEFAULT_STORAGE } from '../../shared/model/storage.ts';
import { CHROMIUM_FLAGS } from '../support/chromium-flags.ts';
import { chromiumPath } from '../support/requires.ts';
import { serveWorker } from './chromium-mirror.ts';
import { cpuBelow, spent } from './process-cpu.ts';

export interface Task { imap: number; smtp: number; dovecot: string; count: number }
export interface Mirrored { ms: number; octets: number; /** Milliseconds by process, ours is `main`. */ cpu: [name: string, ms: number][]; /** The longest in which nothing else could be done, in milliseconds. */ block: number }
interface Moment { at: number; cpu: Map<string, number> }

/** The clock starts when the summaries are here and texts are looked for, and stops when the last is committed. */
async function measure({ imap, smtp, dovecot, count }: Task): Promise<Mirrored> {
  const executablePath = chromiumPath();
  if (executablePath === null) throw new Error('no Chromium for the mirror');
  const profile = mkdtempSync('/tmp/gw-bench-bodies-');
  const worker = await serveWorker();
  const context = await chromium.launchPersistentContext(`${profile}/browser`, { executablePath, headless: true, args: [...CHROMIUM_FLAGS] });
  let begun = Promise.withResolvers<Moment>();
  let ended = Promise.withResolvers<Moment>();
  const moment = (): Moment => {
    const { user, system } = process.cpuUsage();
    return { at: performance.now(), cpu: new Map([...cpuBelow(profile), ...cpuBelow(dovecot), ['main', (user + system) / 1000]]) };
  };
  const loop = monitorEventLoopDelay({ resolution: 1 });
  const secrets = new Map<string, string>();
  const engine = await startEngine({
    profile: `${profile}/profile`, host: 'browser', version: '0.0.0-bench', platform: 'bench',
    secrets: { describe: () => ({ note: '', weak: true }), get: (name) => Promise.resolve(secrets.get(name)), set: (name, value) => { secrets.set(name, value); return Promise.resolve(); }, delete: () => Promise.resolve() },
    clock: systemClock,
    random: (n) => new Uint8Array(randomBytes(n)),
    desktop: { openLink: () => Promise.resolve(), saveFile: () => Promise.resolve(null), badge: () => undefined, show: () => undefined },
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
    const { accountId } = await call('accounts.add', { settings: { email: 'alice@example.org', name: 'Alice', imap: server(imap), smtp: server(smtp), plainConfirmed: false }, password: 'alice-pw' });
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
    loop.enable();
    let end = await ended.promise;
    for (;;) {
      const { texts } = (await call('storage.summary', {})).accounts[0]!;
      if (texts.count === count) return { ms: end.at - start.at, octets: texts.octets, cpu: spent(start.cpu, end.cpu), block: loop.max / 1e6 };
      // Interrupted by something, and goes on.
      ended = Promise.withResolvers();
      end = await ended.promise;
    }
  } finally {
    client.close();
    await engine.stop();
    await context.close();
    await worker.close();
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

process.once('message', (task: Task) => {
  measure(task).then((answer) => process.send?.(answer, () => process.exit(0)), (error: unknown) => {
    console.error(error);
    process.exit(1);
  });
});
