/** Accounts to try faults on: each on a demo server of its own, or all on one Dovecot. */
import { startDovecotGrounds } from './dovecot-ground.ts';
import { startGround, type Grounds } from './ground.ts';
import type { FaultOptions } from './options.ts';

export const groundsOn = (server: FaultOptions['server']): Promise<Grounds> => (server === 'dovecot' ? startDovecotGrounds() : Promise.resolve({ start: startGround, stop: () => Promise.resolve() }));
