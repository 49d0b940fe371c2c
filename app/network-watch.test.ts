import type { NetworkInterfaceInfo } from 'node:os';
import { expect, test } from 'vitest';
import { watchNetwork } from './network-watch.ts';

const address = (one: string, internal = false): NetworkInterfaceInfo => ({ address: one, internal, family: 'IPv4', netmask: '', mac: '', cidr: null });

test('told of every change of an address, of nothing else, and of nothing once it is stopped', () => {
  const due: (() => void)[] = [];
  let now: NodeJS.Dict<NetworkInterfaceInfo[]> = { lo: [address('127.0.0.1', true)], wlan0: [address('192.0.2.5')] };
  let changes = 0;
  const clock = { after: (_ms: number, run: () => void) => {
    due.push(run);
    return () => void due.splice(due.indexOf(run), 1);
  } };
  const tick = (): void => due.shift()!();
  const stop = watchNetwork(() => changes++, { clock, interfaces: () => now });
  tick();
  now = { wlan0: [address('192.0.2.5')], lo: [address('127.0.0.1', true), address('127.0.0.2', true)] };
  tick();
  expect(changes).toBe(0);
  for (const [index, next] of [{ wlan0: [address('198.51.100.7')] }, {}, { tun0: [address('198.51.100.7')] }].entries()) {
    now = next;
    tick();
    expect(changes).toBe(index + 1);
  }
  stop();
  expect(due).toEqual([]);
});
