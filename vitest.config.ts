/** Test projects: one per kind of test, so that a failure says at once what kind of thing broke. */
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/setup/longest-first.ts';

const minute = 60_000;
/** Two cores are what a small CI machine has: for what keeps them busy. Projects with the same order run beside each other. */
const busy = (groupOrder: number) => ({ maxWorkers: 2, sequence: { groupOrder } });
/** For what waits for servers, clocks and other processes half of its time. */
const waiting = (groupOrder: number) => ({ maxWorkers: 3, sequence: { groupOrder } });
const patient = (ms: number) => ({ testTimeout: ms, hookTimeout: ms });

export default defineConfig({
  test: {
    environment: 'node',
    pool: 'forks',
    // V8 13.6 (Node 24) brings a process down now and then while it compiles beside the program on a busy machine (nodejs/node 64841 and 66126; seen in one of 20 whole runs, 2026-11-23).
    execArgv: ['--no-concurrent-recompilation'],
    teardownTimeout: minute / 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        // Pure: files share a worker and what it has loaded, which is half of the time they take.
        test: { name: 'unit', include: ['{shared,main,renderer}/**/*.test.{ts,tsx}'], isolate: false, setupFiles: ['test/setup/leave-as-found.ts'], ...patient(minute / 2), ...busy(0) },
      },
      {
        extends: true,
        // Processes, signals, memory: each file in a worker of its own.
        test: { name: 'app', include: ['app/**/*.test.ts'], ...patient(minute / 2), ...busy(0) },
      },
      {
        extends: true,
        test: { name: 'protocol', include: ['test/protocol/**/*.test.ts'], ...patient(minute / 2), ...busy(0) },
      },
      {
        extends: true,
        test: { name: 'engine', include: ['test/engine/**/*.test.ts'], ...patient(minute), ...waiting(1) },
      },
      {
        extends: true,
        test: { name: 'servers', include: ['test/servers/**/*.test.ts'], ...patient(3 * minute), ...waiting(1) },
      },
      {
        extends: true,
        test: { name: 'architecture', include: ['test/architecture/**/*.test.ts'], ...patient(5 * minute), ...waiting(1) },
      },
      {
        extends: true,
        // Each has an application, a profile and a browser of its own: two of them at a time keep each other waiting on two cores.
        // Hooks in the order they stand in: the last look at a failure comes before its window is closed.
        test: { name: 'e2e', include: ['test/e2e/**/*.test.ts'], setupFiles: ['test/setup/last-look.ts'], ...patient(2 * minute), expect: { poll: { timeout: 15_000 } }, maxWorkers: 1, fileParallelism: false, sequence: { groupOrder: 2, hooks: 'list' } },
      },
    ],
  },
});
