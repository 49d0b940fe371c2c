/** Damaged answers by the hundred thousand, always the same ones: no crash, no hang, no growth, nothing left waiting. A minute with CI=true, a moment otherwise. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { FuzzNews, FuzzOrder } from './fuzz-worker.ts';

const SECONDS = process.env['CI'] === 'true' ? { wire: 40, session: 20 } : { wire: 2, session: 2 };
/** Half a thousand cases that take longer than this hang. */
const PATIENCE_MS = 20_000;
/** Memory held, garbage not yet collected included. */
const MOST_GROWTH = 256 << 20;

/** A process of its own: what brings the runtime down is told with the case it happened at. Compiling beside the program is what crashed Node 24 (vitest.config.ts). */
const FLAGS = ['--max-old-space-size=512', '--no-concurrent-recompilation'];
const WORKER = fileURLToPath(new URL('./fuzz-worker.ts', import.meta.url));

function fuzz(order: FuzzOrder): Promise<FuzzNews> {
  return new Promise((resolve, reject) => {
    const worker = fork(WORKER, [JSON.stringify(order)], { execArgv: FLAGS });
    let last: FuzzNews = { at: 0, over: false, growth: 0, refused: 0 };
    let watchdog: NodeJS.Timeout;
    const stop = (why: string): void => {
      worker.kill('SIGKILL');
      reject(new Error(why));
    };
    const watch = (): void => {
      clearTimeout(watchdog);
      watchdog = setTimeout(() => stop(`hangs after case ${last.at} of seed ${order.seed}`), PATIENCE_MS);
    };
    watch();
    worker.on('message', (news: FuzzNews) => {
      watch();
      if (news.failed === undefined && news.growth > MOST_GROWTH) stop(`${news.growth >> 20} MB more after case ${news.at}`);
      if (last.failed === undefined) last = news;
    });
    worker.once('error', reject);
    worker.once('exit', (code, signal) => {
      clearTimeout(watchdog);
      if (code === 0) resolve(last);
      else reject(new Error(`ended with ${signal ?? code} after case ${last.at} of seed ${order.seed}`));
    });
  });
}

test.each(['wire', 'session'] as const)('%s', async (kind) => {
  const end = await fuzz({ kind, seed: 20261121, milliseconds: SECONDS[kind] * 1000 });
  expect(end.failed, JSON.stringify(end.failed)).toBeUndefined();
  expect(end.over).toBe(true);
  // Enough of them were damaged, and enough were not: both ways were gone.
  expect(end.refused).toBeGreaterThan(end.at / 20);
  expect(end.at).toBeGreaterThan(500);
}, 120_000);
