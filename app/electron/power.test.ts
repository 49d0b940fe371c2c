import { afterEach, expect, test, vi } from 'vitest';
import type { Clock } from '../../main/ports.ts';
import { systemPower } from './power.ts';
import { createStandIn } from './stand-in.ts';

afterEach(() => vi.restoreAllMocks());

test('sleep and an unlocked screen are passed on, until nobody wants to know', () => {
  const { shell, powerMonitor } = createStandIn();
  const clock: Clock = { now: () => 0, after: () => () => undefined };
  let told = 0;
  const stop = systemPower(shell.powerMonitor, clock).onWake(() => told++);
  for (const event of ['suspend', 'lock-screen', 'on-battery']) powerMonitor.emit(event);
  expect(told).toBe(0);
  powerMonitor.emit('resume');
  powerMonitor.emit('unlock-screen');
  expect(told).toBe(2);
  stop();
  powerMonitor.emit('resume');
  expect(told).toBe(2);
  expect(powerMonitor.eventNames()).toEqual([]);
});
