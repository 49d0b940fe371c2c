/** V8's own threads, for compiling and collecting: no more than there are cores beside the one the application runs on. With V8's four on two cores the event loop
 * waits up to 29 ms for its turn while they compile what a first sync uses; with one, 15 (kernel 6.18, Dovecot beside it, 2026-11-21). JavaScript, for it is read before
 * it is known that this Node knows TypeScript. */
import os from 'node:os';

const spare = Math.max(1, (os.availableParallelism?.() ?? os.cpus().length) - 1);

/** For the command line; Node makes its threads when it begins. Never more than its own default. */
export const poolFlag = `--v8-pool-size=${Math.min(4, spare)}`;

/** For a process that runs already, and for Electron, which has a pool of its own. V8's defaults are 4 and 2. */
export const compilerFlags = [`--concurrent-turbofan-max-threads=${Math.min(4, spare)}`, `--concurrent-maglev-max-threads=${Math.min(2, spare)}`];
