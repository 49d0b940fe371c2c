/** Accounts to try faults on: each on a demo server of its own, or all on one Dovecot. */
import { startDovecotGrounds } from './dovecot-ground.ts';
import { startGround, type AnyGround } from './ground.ts';
import type { FaultOptions } from './options.ts';

export interface Grounds {
  start(without?: readonly string[], inbox?: number): Promise<AnyGround>;
  stop(): Promise<void>;
}

export const groundsOn = (server: FaultOptions['server']): Promise<Grounds> => (server === 'dovecot' ? startDovecotGrounds() : Promise.resolve({ start: startGround, stop: () => Promise.resolve() }));
