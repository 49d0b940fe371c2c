/** A process that does one thing with the engine and tells what it took: `node wire-client.ts ours|imapflow|literal PORT COUNT [watched] [FILE]`. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { engineFetch } from './engine-fetch.ts';
import { imapflowFetch } from './imapflow-fetch.ts';
import { literalFetch } from './wire-literal-fetch.ts';

/** Milliseconds (`turn`: CPU time of the longest turn of the event loop, which other programs on the machine do not lengthen), and megabytes of heap and buffers at their highest beyond what was there before; garbage counts until it is collected. */
export interface Spent { ms: number; cpu: number; stall: number; turn: number; heap: number }

const [side, port, count, watched, file = ''] = process.argv.slice(2);
const deeds: Readonly<Record<string, () => Promise<{ ms: number; cpu: number }>>> = {
  ours: () => engineFetch(Number(port), Number(count)),
  imapflow: () => imapflowFetch(Number(port), Number(count)),
  literal: () => literalFetch(Number(port), Number(count), file),
};

const used = (): number => {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

async function measure(): Promise<Spent> {
  const deed = deeds[side ?? ''];
  if (deed === undefined) throw new Error(`unknown: ${side}`);
  // Watching costs time of its own, which does not belong into the other figures.
  if (watched !== 'watched') return { ...(await deed()), stall: 0, turn: 0, heap: 0 };
  globalThis.gc?.();
  const before = used();
  let highest = before;
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  let turn = 0;
  let last = process.threadCpuUsage();
  const timer = setInterval(() => {
    const { user, system } = process.threadCpuUsage(last);
    turn = Math.max(turn, (user + system) / 1000);
    highest = Math.max(highest, used());
    last = process.threadCpuUsage();
  }, 1);
  const spent = await deed();
  clearInterval(timer);
  delay.disable();
  return { ...spent, stall: delay.max / 1e6, turn, heap: (highest - before) / 1e6 };
}

const spent = await measure();
process.send?.(spent, () => process.exit(0));
