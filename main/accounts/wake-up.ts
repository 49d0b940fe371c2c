/** The computer woke up, or the network is back or another one: are the lines alive? */
import type { AccountId } from '../../shared/ids.ts';
import type { RunningAccount } from './running-account.ts';

export function wakeUp({ running, outbox }: { running: ReadonlyMap<AccountId, Pick<RunningAccount, 'sync'>>; outbox: { kick(): void } }): void {
  for (const account of running.values()) account.sync.probe();
  outbox.kick();
}
