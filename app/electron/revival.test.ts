/** Pages whose process has died. */
import type { BrowserWindow } from 'electron';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { mirrorWindow } from './mirror-window.ts';
import { popOuts } from './pop-outs.ts';
import { loadAgain } from './revival.ts';
import { WindowStandIn } from './stand-in.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const MINUTE = 60_000;
const die = (window: WindowStandIn | undefined, reason = 'crashed'): unknown => window?.webContents.emit('render-process-gone', {}, { reason });

function watched() {
  const window = new WindowStandIn();
  let reloads = 0;
  window.on('reloaded', () => { reloads += 1; });
  loadAgain(window as unknown as BrowserWindow, () => undefined);
  return { window, reloads: () => reloads };
}

test('a window is loaded again, and never within the event that told of it', () => {
  const { window, reloads } = watched();
  die(window);
  expect(reloads()).toBe(0);
  vi.advanceTimersByTime(500);
  expect(reloads()).toBe(1);
  die(window, 'clean-exit');
  window.destroy();
  die(window);
  vi.advanceTimersByTime(10 * MINUTE);
  expect(reloads()).toBe(1);
});

test('one that dies each time at once is loaded ever more rarely; one that has lived for a while, soon', () => {
  const { window, reloads } = watched();
  const dieAgain = (): unknown => die(window);
  window.on('reloaded', dieAgain);
  die(window);
  vi.advanceTimersByTime(10 * MINUTE);
  expect(reloads()).toBeGreaterThan(10);
  expect(reloads()).toBeLessThan(20);
  window.off('reloaded', dieAgain);
  vi.advanceTimersByTime(3 * MINUTE);
  const before = reloads();
  die(window);
  vi.advanceTimersByTime(500);
  expect(reloads()).toBe(before + 1);
});

test('a mirror that dies each time after it has loaded is opened ever more rarely, and soon again once it has lived', async () => {
  const windows: WindowStandIn[] = [];
  const mirror = mirrorWindow(() => {
    const window = new WindowStandIn();
    windows.push(window);
    return window as unknown as BrowserWindow;
  }, {}, () => undefined, () => undefined);
  mirror.open();
  for (let died = 0; died < 8; died += 1) {
    die(windows.at(-1));
    await vi.advanceTimersByTimeAsync(500);
  }
  expect(windows.length).toBeLessThan(5);
  await vi.advanceTimersByTimeAsync(3 * MINUTE);
  const before = windows.length;
  die(windows.at(-1));
  await vi.advanceTimersByTimeAsync(500);
  expect(windows.length).toBe(before + 1);
  mirror.close();
});

test('a window of its own for one message is loaded again too', () => {
  const windows: WindowStandIn[] = [];
  let reloads = 0;
  const all = popOuts((options) => {
    const window = new WindowStandIn(options);
    windows.push(window);
    window.on('reloaded', () => { reloads += 1; });
    return window as unknown as BrowserWindow;
  }, {}, () => undefined);
  all.open('app://godwit/#/message/7%3A12%40account%2FINBOX');
  die(windows[0]);
  vi.advanceTimersByTime(500);
  expect(reloads).toBe(1);
  all.close();
});
