/** Every probe, in the order of the table. */
import type { Probe } from '../probe.ts';
import { probes as base } from './base.ts';

export const probes: readonly Probe[] = [...base];
