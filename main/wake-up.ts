/** The computer woke up, or the network is back or another one: are the lines alive? */
import type { Parts } from './parts.ts';

export function wakeUp({ running, outbox }: Pick<Parts, 'running' | 'outbox'>): void {
  for (const account of running.values()) account.sync.probe();
  outbox.kick();
}
