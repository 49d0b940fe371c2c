import { getHeapStatistics } from 'node:v8';
import { expect, test, vi } from 'vitest';
import { collectAll, giveBackMemory, isWorthIt } from './give-back.ts';

/** Short-lived objects in plenty, as a sync makes them: the young generation grows, and stays large. */
function burst(): number {
  let kept = 0;
  for (let round = 0; round < 300; round++) kept += Array.from({ length: 20_000 }, (_, n) => ({ n, round })).length;
  return kept;
}

test('room that is held and not used is given back, and nothing that is used', () => {
  const used = Array.from({ length: 1_000 }, (_, n) => `text ${n}`);
  burst();
  const before = getHeapStatistics().total_physical_size;
  collectAll();
  expect(getHeapStatistics().total_physical_size).toBeLessThan(before);
  expect(used[999]).toBe('text 999');
});

test('the collector is not left where any script could reach it', () => {
  collectAll();
  expect('gc' in globalThis).toBe(false);
});

test('only what lies idle counts', () => {
  expect(isWorthIt({ total_physical_size: 500e6, used_heap_size: 499e6 })).toBe(false);
  expect(isWorthIt({ total_physical_size: 100e6, used_heap_size: 20e6 })).toBe(true);
});

test('after a burst of work it is done once all is quiet, where there is room to give back', async () => {
  // What a heap keeps after a burst is V8's own affair: it may have shrunk by itself.
  let room = { total_physical_size: 100e6, used_heap_size: 20e6 };
  const collect = vi.fn();
  const looked = vi.fn(() => room);
  const stop = giveBackMemory(20, collect, looked);
  burst();
  expect(collect).not.toHaveBeenCalled();
  await vi.waitFor(() => expect(collect).toHaveBeenCalled(), 20_000);
  room = { total_physical_size: 21e6, used_heap_size: 20e6 };
  const [before, collected] = [looked.mock.calls.length, collect.mock.calls.length];
  burst();
  await vi.waitFor(() => expect(looked.mock.calls.length).toBeGreaterThan(before), 20_000);
  expect(collect).toHaveBeenCalledTimes(collected);
  stop();
});
