/** Every probe, in the order of the table. */
import type { Probe } from '../probe.ts';
import { probes as admin } from './admin.ts';
import { probes as auth } from './auth.ts';
import { probes as base } from './base.ts';
import { probes as transport } from './transport.ts';
import { probes as find } from './find.ts';
import { probes as mailboxes } from './mailboxes.ts';
import { probes as order } from './order.ts';
import { probes as read } from './read.ts';
import { probes as sync } from './sync.ts';
import { probes as write } from './write.ts';

export const probes: readonly Probe[] = [...base, ...mailboxes, ...admin, ...transport, ...auth, ...write, ...sync, ...find, ...order, ...read];
