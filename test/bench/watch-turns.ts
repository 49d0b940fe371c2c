/** Loaded into the main process before anything else (`--import`): tells how long the turns of its event loop were, on being asked by message. */
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Milliseconds. `turn`: CPU time of the longest turn of the event loop, which other programs on the machine do not lengthen; `stall`: the longest time it did not get to its timers, whoever is to blame. */
export interface Turns { turn: number; stall: number }

const delay = monitorEventLoopDelay({ resolution: 1 });
let turn = 0;
let last = process.threadCpuUsage();

process.on('message', (message) => {
  if (message === 'watch') {
    delay.enable();
    last = process.threadCpuUsage();
    setInterval(() => {
      const now = process.threadCpuUsage();
      turn = Math.max(turn, (now.user + now.system - last.user - last.system) / 1000);
      last = now;
    }, 1).unref();
  } else process.send?.({ turn, stall: delay.max / 1e6 } satisfies Turns);
});
process.channel?.unref();
