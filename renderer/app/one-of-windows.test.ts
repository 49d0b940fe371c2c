import { afterEach, expect, test } from 'vitest';
import { oneOfWindows, type OneOfWindows } from './one-of-windows.ts';

const open: OneOfWindows[] = [];
const windowOpened = (): OneOfWindows => {
  const one = oneOfWindows(navigator.locks);
  open.push(one);
  one.claim();
  return one;
};
const which = (...all: readonly OneOfWindows[]) => all.map((one) => one.isThis());
afterEach(() => { for (const one of open.splice(0)) one.leave(); });

test('it is the newest, then whichever was looked at last, never two of them', async () => {
  const first = windowOpened();
  await expect.poll(() => which(first)).toEqual([true]);
  const second = windowOpened();
  await expect.poll(() => which(first, second)).toEqual([false, true]);
  first.claim();
  first.claim();
  await expect.poll(() => which(first, second)).toEqual([true, false]);
  second.claim();
  await expect.poll(() => which(first, second)).toEqual([false, true]);
});

test('when it closes, another one is', async () => {
  const [first, second, third] = [windowOpened(), windowOpened(), windowOpened()];
  await expect.poll(() => which(first, second, third)).toEqual([false, false, true]);
  third.leave();
  await expect.poll(() => which(first, second, third).filter(Boolean)).toHaveLength(1);
  expect(third.isThis()).toBe(false);
  first.leave();
  await expect.poll(() => which(first, second)).toEqual([false, true]);
});
