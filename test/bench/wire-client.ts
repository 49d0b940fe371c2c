/** A process that fetches the whole mailbox once and tells what that took: `node wire-client.ts ours|imapflow PORT COUNT`. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { engineFetch } from './engine-fetch.ts';
import { imapflowFetch } from './imapflow-fetch.ts';

/** Milliseconds, and megabytes of heap and buffers at their highest beyond what was there before; garbage counts until it is collected. */
export interface Spent { ms: number; cpu: number; stall: number; heap: number }

const [side, port, count, watched] = process.argv.slice(2);

const used = (): number => {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

async function measure(): Promise<Spent> {
  const fetch = side === 'ours' ? engineFetch : imapflowFetch;
  // Watching costs time of its own, which does not belong into the CPU figure.
  if (watched === undefined) return { ...(await fetch(Number(port), Number(count))), stall: 0, heap: 0 };
  globalThis.gc?.();
  const before = used();
  let highest = before;
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const timer = setInterval(() => (highest = Math.max(highest, used())), 2);
  const spent = await fetch(Number(port), Number(count));
  clearInterval(timer);
  delay.disable();
  return { ...spent, stall: delay.max / 1e6, heap: (highest - before) / 1e6 };
}

const spent = await measure();
process.send?.(spent, () => process.exit(0));
