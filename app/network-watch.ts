/** Notices that the network is another one: the computer's own addresses are looked at every few seconds. */
import { networkInterfaces, type NetworkInterfaceInfo } from 'node:os';
import type { Clock } from '../main/ports.ts';

const TICK_MS = 5_000;

export interface NetworkWatchOptions {
  clock: Pick<Clock, 'after'>;
  /** Instead of the system's own, for tests. */
  interfaces?: () => NodeJS.Dict<NetworkInterfaceInfo[]>;
}

/** Calls `onChange` when an address has come or gone; answers how to stop. An address that only went takes lines with it, too. */
export function watchNetwork(onChange: () => void, { clock, interfaces = networkInterfaces }: NetworkWatchOptions): () => void {
  let before = addresses(interfaces);
  let cancel = (): void => undefined;
  const tick = (): void => {
    cancel = clock.after(TICK_MS, () => {
      tick();
      const now = addresses(interfaces);
      if (now === before) return;
      before = now;
      onChange();
    });
  };
  tick();
  return () => cancel();
}

function addresses(interfaces: () => NodeJS.Dict<NetworkInterfaceInfo[]>): string {
  return Object.entries(interfaces()).flatMap(([name, list = []]) => list.filter(({ internal }) => !internal).map(({ address }) => `${name} ${address}`)).sort().join();
}
