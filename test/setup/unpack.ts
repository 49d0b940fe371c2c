/** Puts packages that conflict with Dovecot's into a folder of their own instead of installing them. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE, unpackedRoot } from '../support/unpacked.ts';
import type { Apt } from './apt.ts';

/** Whole or not at all. Answers whether it is there now. */
export function unpack(apt: Apt, server: string, packages: readonly string[]): boolean {
  mkdirSync(CACHE, { recursive: true });
  const scratch = mkdtempSync(join(CACHE, '.unpacking-'));
  try {
    // apt fetches as a user of its own, which must be able to write here.
    chmodSync(scratch, 0o777);
    if (!apt.get(['download', ...packages], scratch)) return false;
    const archives = readdirSync(scratch).filter((name) => name.endsWith('.deb')).map((name) => join(scratch, name));
    const root = join(scratch, 'root');
    if (archives.length === 0 || !unpackArchives(archives, root)) return false;
    rmSync(unpackedRoot(server), { recursive: true, force: true });
    renameSync(root, unpackedRoot(server));
    return true;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** In the given order, each over the ones before; readable by everybody. */
export function unpackArchives(archives: readonly string[], root: string): boolean {
  mkdirSync(root, { recursive: true });
  return archives.every((archive) => spawnSync('dpkg-deb', ['--extract', archive, root], { stdio: 'ignore' }).status === 0)
    && spawnSync('chmod', ['-R', 'a+rX', root], { stdio: 'ignore' }).status === 0;
}
