/** The real application for end-to-end tests: its main process as a child, its window in a headless Chromium, screenshots as artefacts. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { CHROMIUM_FLAGS } from './chromium-flags.ts';
import { watchedOutput, watchedPage } from './open-pages.ts';
import { chromiumPath } from './requires.ts';

const ROOT = join(import.meta.dirname, '../..');
const ARTEFACTS = join(ROOT, 'test-artifacts');
const PATIENCE = 30_000;

export interface MainProcess {
  readonly address: string;
  readonly output: () => string;
  readonly pid: number;
  /** SIGTERM, and what it started is gone. */
  stop(): Promise<void>;
  /** SIGKILL to the process that owns journal and connections. */
  kill(): Promise<void>;
}

/** Starts the application as `npm start` does. Rejects with its output if it is not ready in time. */
export async function startMain(profile: string, args: readonly string[] = [], environment: Readonly<Record<string, string>> = {}): Promise<MainProcess> {
  const child = spawn(process.execPath, [join(ROOT, 'app/start/launch.mjs'), '--host', 'browser', '--no-open', '--profile', profile, ...args], { stdio: ['ignore', 'pipe', 'pipe'], cwd: ROOT, env: { ...process.env, ...environment } });
  let output = '';
  const address = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`not ready: ${output}`)), PATIENCE);
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const ready = /^Godwit is ready at (http:\/\/\S+)$/mu.exec(output);
      if (!ready) return;
      clearTimeout(timer);
      resolve(ready[1]!);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`ended with ${code}: ${output}`));
    });
  });
  const watched = watchedOutput(() => output);
  child.once('exit', () => watched.gone());
  return { address, output: () => output, pid: child.pid ?? 0, stop: () => end(child, 'SIGTERM'), kill: () => end(child, 'SIGKILL') };
}

/** Runs the application where it is expected to refuse; answers its exit code and words. */
export async function runToEnd(args: readonly string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [join(ROOT, 'app/start/launch.mjs'), '--host', 'browser', '--no-open', ...args], { stdio: ['ignore', 'pipe', 'pipe'], cwd: ROOT });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { output += chunk.toString(); });
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { code, output };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill(signal);
  await gone;
}

export interface PageWatch {
  /** Requests that left for anywhere but the application itself. */
  readonly strayRequests: string[];
  /** Errors of the page's own scripts. */
  readonly pageErrors: string[];
}

export interface Browser extends PageWatch {
  readonly context: BrowserContext;
  readonly page: Page;
  close(): Promise<void>;
}

export function watchPage(context: BrowserContext, page: Page): PageWatch {
  const watch = { strayRequests: [] as string[], pageErrors: [] as string[] };
  context.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (protocol.startsWith('http') && hostname !== '127.0.0.1') watch.strayRequests.push(request.url());
  });
  page.on('pageerror', (error) => watch.pageErrors.push(error.message));
  return watch;
}

/** `profile`: Chromium's own folder, in which IndexedDB survives a restart. */
export async function openBrowser(profile: string, options: { width?: number; height?: number; dark?: boolean; flags?: readonly string[] } = {}): Promise<Browser> {
  const executablePath = chromiumPath();
  if (executablePath === null) throw new Error('no Chromium');
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    args: [...CHROMIUM_FLAGS, ...(options.flags ?? [])],
    viewport: { width: options.width ?? 1280, height: options.height ?? 800 },
    colorScheme: options.dark ? 'dark' : 'light',
    locale: 'en-GB',
    acceptDownloads: true,
  });
  const page = watchedPage(context.pages()[0] ?? (await context.newPage()));
  page.setDefaultTimeout(30_000);
  return { context, page, ...watchPage(context, page), close: () => context.close() };
}

/** A screenshot among the artefacts of the run. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  mkdirSync(ARTEFACTS, { recursive: true });
  await page.screenshot({ path: join(ARTEFACTS, `${name}.png`) });
}

export function throwAwayFolder(): { path: string; remove(): void } {
  const path = mkdtempSync('/tmp/gw-e2e-');
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) };
}
