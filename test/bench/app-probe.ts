/** The application under measurement: its real main process, its real window in a headless Chromium, and the moments that count. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { WebSocket } from 'ws';
import { socketTransport } from '../../app/browser/socket-transport.ts';
import { poolFlag } from '../../app/v8-threads.mjs';
import { createClient, type Client } from '../../shared/ipc/client.ts';
import type { AccountSettings } from '../../shared/model/account.ts';
import { CHROMIUM_FLAGS } from '../support/chromium-flags.ts';
import { chromiumPath } from '../support/requires.ts';
import type { Turns } from './watch-turns.ts';

const ROOT = join(import.meta.dirname, '../..');

export interface FirstSync {
  /** All in milliseconds since 1970. */
  rowsOnScreenAt: number;
  committedAt: number;
  /** Times when the window's main thread did not answer for more than 50 ms: [ms after adding the account, ms]. */
  blocks: [at: number, ms: number][];
  /** CPU of the main process from adding the account to the end, ms. */
  cpu: number;
}

export interface AppProbe {
  /** A line to the engine as a window has it. */
  readonly client: Client;
  /** Adds the account and waits until `total` messages of INBOX are committed and `rows` rows are drawn. */
  firstSync(settings: AccountSettings, password: string, expected: { total: number; rows: number }): Promise<FirstSync>;
  /** Adds the account and waits only until `rows` rows are drawn; milliseconds since 1970. */
  firstRows(settings: AccountSettings, password: string, rows: number): Promise<number>;
  /** The turns of the main process's event loop from here on; only of an application that was started `watched`. Answers what there was of them. */
  watchTurns(): () => Promise<Turns>;
  /** Resident memory of the main process, megabytes. */
  memory(): number;
  close(): Promise<void>;
}

const SETTLE_MS = 1500;
const WATCH = pathToFileURL(join(import.meta.dirname, 'watch-turns.ts')).href;

/** A fresh profile and a fresh Chromium. `height` of the window decides how many rows it can show. */
export async function startApp(height: number, watched = false): Promise<AppProbe> {
  const state = mkdtempSync('/tmp/gw-bench-app-');
  const main = spawn(process.execPath, [...(watched ? [poolFlag, '--import', WATCH] : []), join(ROOT, 'app/start/launch.mjs'), '--host', 'browser', '--no-open', '--profile', join(state, 'profile')], { stdio: ['ignore', 'pipe', 'pipe', ...(watched ? ['ipc' as const] : [])] });
  let context: BrowserContext | undefined;
  const close = async () => {
    await context?.close();
    await end(main);
    rmSync(state, { recursive: true, maxRetries: 10, force: true });
  };
  try {
    const address = await untilReady(main);
    const executablePath = chromiumPath();
    if (executablePath === null) throw new Error('no Chromium for the window');
    context = await chromium.launchPersistentContext(join(state, 'browser'), { executablePath, headless: true, args: [...CHROMIUM_FLAGS], viewport: { width: 1280, height } });
    const page = context.pages()[0] ?? await context.newPage();
    await page.addInitScript(watchWindow);
    await page.goto(address);
    // Nobody types an account's settings in less: what the start leaves behind is not what a sync blocks.
    await sleep(SETTLE_MS);
    const client = await connectEngine(context, address);
    return {
      client,
      firstSync: (settings, password, expected) => firstSync({ page, client, pid: main.pid ?? 0 }, settings, password, expected),
      async firstRows(settings, password, rows) {
        await page.evaluate((wanted) => globalThis.probe.arm(wanted), rows);
        await addAccount(client, settings, password);
        return (await rowsOf(page, rows)).rowsAt;
      },
      watchTurns() {
        main.send('watch');
        return () => new Promise((resolve) => {
          main.once('message', (turns) => resolve(turns as Turns));
          main.send('tell');
        });
      },
      memory: () => Number(/^VmRSS:\s+(\d+) kB/mu.exec(readFileSync(`/proc/${main.pid}/status`, 'latin1'))?.[1]) / 1024,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function firstSync({ page, client, pid }: { page: Page; client: Client; pid: number }, settings: AccountSettings, password: string, expected: { total: number; rows: number }): Promise<FirstSync> {
  await page.evaluate((rows) => globalThis.probe.arm(rows), expected.rows);
  const committed = new Promise<number>((resolve, reject) => {
    const stop = client.watch('folders.tree', {}, {
      onValue({ folders }) {
        const inbox = folders.find(({ role }) => role === 'inbox');
        if (!inbox || inbox.syncing || inbox.total < expected.total) return;
        stop();
        resolve(Date.now());
      },
      onFailure: (failure) => reject(new Error(failure.message)),
    });
  });
  const cpuBefore = cpuOf(pid);
  await addAccount(client, settings, password);
  const committedAt = await within(committed, 'the folder was not complete');
  const cpu = cpuOf(pid) - cpuBefore;
  const { rowsAt, blocks } = await rowsOf(page, expected.rows);
  return { committedAt, rowsOnScreenAt: rowsAt, blocks, cpu };
}

async function addAccount(client: Client, settings: AccountSettings, password: string): Promise<void> {
  const added = await client.call('accounts.add', { settings, password });
  if (!added.ok) throw new Error(`${added.failure.step ?? ''} ${added.failure.message} ${added.failure.detail ?? ''}`);
}

const rowsOf = (page: Page, rows: number) => within(page.evaluate(() => globalThis.probe.result()), `${rows} rows were not on screen`);

/** User and system time of a process, ms (Linux counts hundredths of a second). */
function cpuOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** A sync that never ends must end the measurement. */
const PATIENCE = 180_000;
function within<T>(work: Promise<T>, complaint: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${complaint} after ${PATIENCE / 1000} s`)), PATIENCE);
    work.finally(() => clearTimeout(timer)).then(resolve, reject);
  });
}

interface Probe { arm(rows: number): void; result(): Promise<{ rowsAt: number; blocks: [number, number][] }> }
declare global {
  var probe: Probe;
}

/** Runs in the window before its own scripts. */
function watchWindow(): void {
  const blocks: [number, number][] = [];
  let armedAt = 0;
  let shown: (at: number) => void = () => undefined;
  const rowsShown = new Promise<number>((resolve) => { shown = resolve; });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) if (armedAt > 0 && startTime >= armedAt) blocks.push([Math.round(startTime - armedAt), Math.round(duration)]);
  }).observe({ type: 'longtask', buffered: true });
  globalThis.probe = {
    arm(rows) {
      armedAt = performance.now();
      const look = () => {
        // A row counts when its message is there and it lies in sight.
        const drawn = [...document.querySelectorAll<HTMLElement>('[role=grid][aria-label=Messages] [role=row]:not([aria-label=Loading])')];
        const inSight = drawn.filter((row) => {
          const { top, bottom } = row.getBoundingClientRect();
          return top >= 0 && bottom <= innerHeight;
        });
        if (inSight.length < rows) requestAnimationFrame(look);
        // The frame that was drawn from this state is on screen when the next one begins.
        else requestAnimationFrame(() => shown(performance.timeOrigin + performance.now()));
      };
      requestAnimationFrame(look);
    },
    async result() {
      const rowsAt = await rowsShown;
      return { rowsAt, blocks };
    },
  };
}

/** The same line that a window has, with the session of the browser that was let in. */
export async function connectEngine(context: BrowserContext, address: string): Promise<Client> {
  const { origin, host } = new URL(address);
  const cookies = await context.cookies(origin);
  const page = context.pages().find((one) => one.url().startsWith(origin));
  // The page puts it there once it has started (window-key.ts).
  const key = await (await page?.waitForFunction(() => localStorage.getItem('godwit.window-key')))?.jsonValue();
  if (typeof key !== 'string') throw new Error('no window was let in');
  const socket = new WebSocket(`ws://${host}/ipc`, ['godwit', key], { origin, headers: { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') } });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  return createClient(socketTransport(socket));
}

function untilReady(main: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (bytes: Buffer) => {
      said += bytes.toString('utf8');
      const address = /Godwit is ready at (\S+)/.exec(said)?.[1];
      if (address !== undefined) resolve(address);
    };
    main.stdout?.on('data', hear);
    main.stderr?.on('data', hear);
    main.once('exit', (code) => reject(new Error(`the application ended with ${code}:\n${said}`)));
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(timer);
}
