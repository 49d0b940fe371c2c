/** The mirror in a real Chromium, on a disk of its own that can be filled: a small tmpfs, where the machine lets one be mounted. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Transport } from '../../shared/ipc/transport.ts';
import { serveWorker } from '../bench/chromium-mirror.ts';
import { CHROMIUM_FLAGS } from '../support/chromium-flags.ts';
import { chromiumPath } from '../support/requires.ts';
import type { MirrorHome } from './mirror-home.ts';

const FLAGS = [...CHROMIUM_FLAGS, '--headless', '--disable-breakpad', '--disk-cache-size=1', '--mute-audio'];
/** A browser's profile and little else. */
const DISK_MB = 96;
/** Milliseconds until a browser that died is opened again. */
const REOPENED = 500;
/** Of one write that fills the disk. */
const BALLAST = Buffer.alloc(1024 * 1024);

export class ChromiumHome implements MirrorHome {
  /** It has a disk of its own. */
  readonly mounted: boolean;
  readonly #folder = mkdtempSync('/tmp/godwit-mirror-');
  readonly #worker: Awaited<ReturnType<typeof serveWorker>>;
  #browser: ChildProcess | null = null;

  private constructor(worker: Awaited<ReturnType<typeof serveWorker>>) {
    this.#worker = worker;
    this.mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MB}m`, 'tmpfs', this.#folder]).status === 0;
  }

  static async start(): Promise<ChromiumHome> { return new ChromiumHome(await serveWorker()); }

  begin(plug: (line: Transport) => void): void {
    this.#worker.onConnect(plug);
    this.launch();
  }

  launch(): void {
    const executable = chromiumPath();
    if (executable === null) throw new Error('no Chromium for the mirror');
    const browser = this.#browser = spawn(executable, [...FLAGS, `--user-data-dir=${join(this.#folder, 'browser')}`, this.#worker.address], { stdio: 'ignore', detached: true });
    // One that dies by itself, for want of space: its user opens it again.
    browser.once('exit', () => setTimeout(() => { if (this.#browser === browser) this.launch(); }, REOPENED));
  }

  /** kill -9 of the browser with all its processes. */
  async kill(): Promise<void> {
    const browser = this.#browser;
    this.#browser = null;
    if (browser?.pid === undefined || browser.exitCode !== null || browser.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => void browser.once('exit', () => resolve()));
    try {
      process.kill(-browser.pid, 'SIGKILL');
    } catch {
      // Gone by itself.
    }
    await gone;
  }

  /** Where Chromium keeps the databases of the worker's origin; null before there is one. */
  databaseFolder(): string | null {
    const all = join(this.#folder, 'browser/Default/IndexedDB');
    const name = existsSync(all) ? readdirSync(all).find((one) => one.endsWith('.leveldb')) : undefined;
    return name === undefined ? null : join(all, name);
  }

  /** Not one octet is left. */
  async fill(): Promise<void> {
    const file = await open(join(this.#folder, 'ballast'), 'w');
    try {
      for (;;) await file.write(BALLAST);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      for (let octets = 4096; statfsSync(this.#folder).bavail > 0 && octets > 0; octets = 0) await file.write(Buffer.alloc(octets)).catch(() => undefined);
    } finally {
      await file.close();
    }
  }

  free(): void { rmSync(join(this.#folder, 'ballast'), { force: true }); }

  async end(): Promise<void> {
    await this.kill();
    await this.#worker.close();
    if (this.mounted) spawnSync('umount', ['-l', this.#folder]);
    rmSync(this.#folder, { recursive: true, maxRetries: 10, force: true });
  }
}
