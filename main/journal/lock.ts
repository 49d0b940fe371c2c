/** One writer per profile: a lock file naming the process, which a later start takes over once that process is gone. */
import { chmod, link, mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fail } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import { nodeFiles } from './files.ts';
import { processStart } from './process-identity.ts';
import { errorCode, storageFailure } from './storage-failure.ts';

export interface ProfileLock { release(): void }
interface Holder { pid: number; started: string | null }

const LOCK_NAME = /^lock\.(\d{1,12})$/u;
const PROBE_NAME = /^lock-probe\.(\d{1,10})\.\d+$/u;
/** A lock file without content is being written by a starting process, or was left by one that died. */
const UNFINISHED_MS = 2000;
let probes = 0;

/**
 * Makes the folder (0700), proves by a synced write that it can be written, and takes it for this process until `release` or its end, also by kill -9.
 * Rejects with FailureError 'storage': not writable (path and reason), or open in another living process (its number).
 */
export async function lockProfile(dir: string): Promise<ProfileLock> {
  const holder: Holder = { pid: process.pid, started: await processStart(process.pid) };
  probes += 1;
  const probe = join(dir, `lock-probe.${process.pid}.${probes}`);
  try {
    await makePrivate(dir);
    await writeSynced(probe, JSON.stringify(holder));
  } catch (error) {
    await rm(probe, { force: true }).catch(() => undefined); // The first error says more.
    throw storageFailure(error, 'writeProfile', dir);
  }
  try {
    const path = await takeLock(dir, probe);
    return { release: () => rmSync(path, { force: true }) };
  } catch (error) {
    throw storageFailure(error, 'lock', dir);
  } finally {
    await rm(probe, { force: true });
  }
}

async function makePrivate(dir: string): Promise<void> {
  const made = await mkdir(dir, { recursive: true, mode: 0o700 });
  if (made !== undefined) await syncNames(resolve(dir), dirname(resolve(made)));
  const { mode } = await stat(dir);
  // Others' file systems may refuse this; the files in it are 0600 by themselves.
  if ((mode & 0o077) !== 0) await chmod(dir, 0o700).catch(() => undefined);
}

/** What is synced in a new folder is of no use if the folder's own name is not: from `dir` up to the folder that was there before. */
async function syncNames(dir: string, above: string): Promise<void> {
  for (let folder = dir; folder !== above && dirname(folder) !== folder;) {
    folder = dirname(folder);
    await nodeFiles.syncDirectory(folder);
  }
}

async function writeSynced(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * Locks are numbered and the highest counts: a dead one is superseded by the next number, which only one process can create.
 * Removing and re-creating one name instead would let two starts each remove the other's new lock.
 */
async function takeLock(dir: string, probe: string): Promise<string> {
  for (;;) {
    const highest = await highestLock(dir);
    if (highest > 0) await refuseIfHeld(join(dir, `lock.${highest}`));
    const mine = highest + 1;
    const path = join(dir, `lock.${mine}`);
    if (!(await create(path, probe))) continue; // Another start was faster: look at who that is.
    if ((await highestLock(dir)) !== mine) {
      await rm(path, { force: true });
      continue;
    }
    await removeOld(dir, mine);
    return path;
  }
}

async function create(path: string, probe: string): Promise<boolean> {
  try {
    await link(probe, path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
  }
  try { // A file system without hard links.
    await writeSynced(path, await readFile(probe, 'utf8'));
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

async function highestLock(dir: string): Promise<number> {
  const numbers = (await readdir(dir)).map((name) => Number(LOCK_NAME.exec(name)?.[1] ?? 0));
  return Math.max(0, ...numbers);
}

async function refuseIfHeld(path: string): Promise<void> {
  const holder = await readHolder(path);
  if (holder === null) return;
  const started = await processStart(holder.pid);
  if (started === 'gone') return;
  // Where a start time cannot be told, a running process of that number is taken to be the holder: refusing loses nothing.
  if (started !== null && holder.started !== null && started !== holder.started) return;
  throw fail('storage', say('engine-journal.profileOpen', { process: String(holder.pid) }));
}

/** Null if the lock is gone or was never finished. */
async function readHolder(path: string): Promise<Holder | null> {
  for (let waited = 0; ; waited += 100) {
    const text = await readFile(path, 'utf8').catch((error: unknown) => {
      if (errorCode(error) === 'ENOENT') return null;
      throw error;
    });
    if (text === null) return null;
    const holder = parseHolder(text);
    if (holder !== null || waited >= UNFINISHED_MS) return holder;
    await sleep(100);
  }
}

function parseHolder(text: string): Holder | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('pid' in value) || !('started' in value)) return null;
    const { pid, started } = value;
    if (typeof pid !== 'number' || !Number.isInteger(pid) || pid < 1) return null;
    return { pid, started: typeof started === 'string' ? started : null };
  } catch {
    return null;
  }
}

/** Superseded locks, and probes left by killed starts. */
async function removeOld(dir: string, mine: number): Promise<void> {
  for (const name of await readdir(dir)) {
    const lock = LOCK_NAME.exec(name);
    const probe = PROBE_NAME.exec(name);
    const isOldLock = lock !== null && Number(lock[1]) < mine;
    const isOldProbe = probe !== null && (await processStart(Number(probe[1]))) === 'gone';
    if (isOldLock || isOldProbe) await rm(join(dir, name), { force: true });
  }
}
