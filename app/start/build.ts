/** `npm run build`, and the build that `npm start` does when the last one is out of date. */
import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PARTS, SOURCES, type Part } from './parts.ts';
import { stampOf } from './stamp.ts';

const PROJECT = resolve(import.meta.dirname, '../..');
const OUT = join(PROJECT, 'dist');

/** Builds the parts anew. Rejects with what the bundler says. */
export async function build(parts: readonly Part[] = PARTS): Promise<void> {
  // A build started by a test or a shell with another setting must not hold React's development code.
  process.env['NODE_ENV'] = 'production';
  const [vite, { configs }] = await Promise.all([import('vite'), import('./build-targets.ts')]);
  for (const part of parts) {
    // Taken before: a file that changes during the build makes the next start build again.
    const stamp = stampOf(PROJECT, SOURCES[part]);
    // Beside the old one and then in its place: whoever runs meanwhile finds a whole build, and of two builds at once one stays.
    const fresh = join(OUT, `.${part}.${process.pid}`);
    try {
      for (const config of configs(part, PROJECT, fresh)) await vite.build(config);
      if (part === 'ui') copyFileSync(join(import.meta.dirname, 'mirror.html'), join(fresh, 'mirror.html'));
      replace(join(OUT, part), fresh);
    } finally {
      rmSync(fresh, { recursive: true, force: true });
    }
    writeFileSync(stampFile(part), stamp);
  }
}

function replace(folder: string, fresh: string): void {
  const old = `${fresh}.old`;
  if (existsSync(folder)) renameSync(folder, old);
  try {
    renameSync(fresh, folder);
  } catch (error) {
    // Another build has put its own there in this very moment: as good as ours.
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
  }
  rmSync(old, { recursive: true, force: true });
}

/** Builds those parts that are missing or older than their sources. */
export async function buildIfNeeded(parts: readonly Part[], say: (line: string) => void): Promise<void> {
  const stale = parts.filter((part) => readStamp(part) !== stampOf(PROJECT, SOURCES[part]));
  if (stale.length === 0) return;
  say('Building Godwit (only after a change; some seconds) …');
  // In a process of its own: the bundler's memory is not kept for the whole run.
  const child = spawn(process.execPath, [import.meta.filename, ...stale], { stdio: ['ignore', 'inherit', 'inherit'] });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  if (code !== 0) throw new Error('Godwit could not be built; the reason is above. After a change of branch, npm ci may help.');
}

const isPart = (name: string): name is Part => PARTS.some((part) => part === name);

const stampFile = (part: Part): string => join(OUT, `.${part}.stamp`);

function readStamp(part: Part): string | undefined {
  try {
    return readFileSync(stampFile(part), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

if (process.argv[1] === import.meta.filename) {
  const parts = process.argv.slice(2).filter(isPart);
  await build(parts.length > 0 ? parts : undefined);
}
