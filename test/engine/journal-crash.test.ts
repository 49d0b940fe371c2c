/** kill -9 at random moments of a process that appends: the next start takes the profile over and finds all that was acknowledged. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openJournalFile } from '../../main/journal/journal-file.ts';
import { lockProfile } from '../../main/journal/lock.ts';

const ROUNDS = 20;
const WRITER = new URL('../support/journal-writer.ts', import.meta.url).pathname;

/** Numbers in [0, 1) that are the same in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Runs the writer until `ms` after it has the lock; answers the numbers it printed. */
async function writeUntilKilled(dir: string, first: number, ms: number): Promise<number[]> {
  const child = spawn(process.execPath, [WRITER, dir, String(first)], { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let errors = '';
  const locked = Promise.withResolvers<void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    if (out.startsWith('locked\n')) locked.resolve();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => { errors += text; });
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  await Promise.race([locked.promise, ended]);
  await sleep(ms);
  expect(child.exitCode, errors).toBeNull();
  await expect(lockProfile(dir)).rejects.toThrow(`This profile is already open in another Godwit (process ${child.pid ?? 0}).`);
  child.kill('SIGKILL');
  await ended;
  // The last line may be cut; a cut number is no acknowledgement.
  return out.split('\n').slice(1, -1).map(Number);
}

test(`${ROUNDS} rounds of kill -9`, { timeout: 120_000 }, async () => {
  const dir = await mkdtemp(join(tmpdir(), 'godwit-journal-'));
  const random = seeded(20261120);
  const acknowledged = new Set<number>();
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      const printed = await writeUntilKilled(dir, (round + 1) * 1_000_000, Math.floor(random() * 120));
      for (const id of printed) acknowledged.add(id);
      const lock = await lockProfile(dir);
      const file = await openJournalFile(join(dir, 'crash.journal'), (value) => (value as { id: number }).id);
      const found = new Set(file.records);
      expect([...acknowledged].filter((id) => !found.has(id)), `round ${round}`).toEqual([]);
      expect(file.setAside).toBeNull();
      await file.close();
      lock.release();
    }
    expect(acknowledged.size).toBeGreaterThan(ROUNDS * 10);
  } finally {
    await rm(dir, { recursive: true, maxRetries: 10, force: true });
  }
});
