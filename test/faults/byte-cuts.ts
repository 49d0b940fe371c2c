/** A whole session, cut after every octet in both directions: FIN, RST, and a path that simply goes dead. */
import { seeded } from '../bench/random.ts';
import { CUTS, type CutPoint, type Cut } from './fault-proxy.ts';
import { tellSession } from './session-story.ts';
import type { FaultOptions } from './options.ts';
import { abreast, type Tally } from './tally.ts';

export async function byteCuts(tally: Tally, options: FaultOptions): Promise<void> {
  const clean = await tellSession(null);
  await tally.attempt('without any cut', () => Promise.resolve(clean));
  const all: CutPoint[] = [];
  for (const direction of ['up', 'down'] as const) for (let after = 1; after <= clean.octets[direction]; after++) for (const cut of CUTS) all.push({ direction, after, cut });
  await abreast(chosen(all, options), options.abreast, (point) => tally.attempt(`--only ${nameOf(point)}`, () => tellSession(point)));
}

function chosen(all: CutPoint[], { only, sample, seed }: FaultOptions): CutPoint[] {
  const named = only === null ? null : /^(up|down):(\d+):(fin|rst|black-hole)$/u.exec(only);
  if (named) return [{ direction: named[1] as 'up' | 'down', after: Number(named[2]), cut: named[3] as Cut }];
  return sample === null ? all : shuffled(all, seed).slice(0, sample);
}

export function shuffled<T>(items: readonly T[], seed: number): T[] {
  const random = seeded(seed);
  const out = [...items];
  for (let i = out.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [out[i], out[j]] = [out[j]!, out[i]!];
  }
  return out;
}

const nameOf = ({ direction, after, cut }: CutPoint): string => `${direction}:${after}:${cut}`;
