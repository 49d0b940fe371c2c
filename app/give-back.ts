/** Returns to the system what a burst of work leaves behind: V8 keeps the room of a large sync for the next one, and has no reason to look again once nothing happens. */
import { PerformanceObserver } from 'node:perf_hooks';
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Milliseconds without a garbage collection after which the work is held to be done: nobody waits for the pause of some 20 ms. */
const QUIET = 2_000;
/** Bytes that are held and not used; less is not worth a pause. */
const WORTH = 8 * 1024 * 1024;

export interface HeapRoom { total_physical_size: number; used_heap_size: number }

export const isWorthIt = ({ total_physical_size, used_heap_size }: HeapRoom): boolean => total_physical_size - used_heap_size > WORTH;

/** Looks after every burst of collections. Answers how to stop. */
export function giveBackMemory(quiet = QUIET, collect = collectAll, roomNow: () => HeapRoom = getHeapStatistics): () => void {
  let timer: NodeJS.Timeout | undefined;
  // No collection, no work, and no timer either.
  const observer = new PerformanceObserver(() => {
    if (timer) timer.refresh();
    else timer = setTimeout(look, quiet).unref();
  });
  const look = (): void => {
    timer = undefined;
    if (isWorthIt(roomNow())) collect();
  };
  observer.observe({ entryTypes: ['gc'] });
  return () => {
    observer.disconnect();
    clearTimeout(timer);
  };
}

/** Collects everything and keeps no pages in reserve. An ordinary full collection would keep them. */
export function collectAll(): void {
  // Node has the function only behind a flag, which is looked at when a context is made.
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as (options: { type: 'major'; execution: 'sync'; flavor: 'last-resort' }) => void;
  setFlagsFromString('--no-expose-gc');
  gc({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}
