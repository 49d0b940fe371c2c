/** A whole session, cut after every octet in both directions: FIN, RST, and a path that simply goes dead. */
import { seeded } from '../bench/random.ts';
import type { Break } from './invariants.ts';
import { CUTS, type Cut, type CutPoint } from './fault-proxy.ts';
import { tellSession } from './session-story.ts';
import type { FaultOptions } from './options.ts';
import { abreast, type Tally } from './tally.ts';

/** Nothing a session needs: every octet less is a run less. */
const NEEDLESS = ['ID', 'NAMESPACE', 'UNSELECT', 'CHILDREN', 'CREATE-SPECIAL-USE', 'PREVIEW'];
/** What each server is without. */
const PROFILES: Readonly<Record<string, readonly string[]>> = {
  qresync: NEEDLESS,
  uids: [...NEEDLESS, 'ENABLE', 'CONDSTORE', 'ESEARCH', 'LIST-STATUS'],
  bare: [...NEEDLESS, 'ENABLE', 'CONDSTORE', 'ESEARCH', 'LIST-EXTENDED', 'SPECIAL-USE', 'MOVE', 'UIDPLUS', 'IDLE', 'LITERAL+', 'SASL-IR'],
};
/** No two sessions are of one length: lines come and go beside each other. The longest of so many is cut at. */
const CLEAN_RUNS = 5;

interface Point extends CutPoint { name: string; set: string }

export async function byteCuts(tally: Tally, options: FaultOptions): Promise<void> {
  const all: Point[] = [];
  const lengths = new Map<string, Record<CutPoint['direction'], number>>();
  for (const [profile, without] of Object.entries(PROFILES)) lengths.set(profile, await longest(tally, profile, without));
  for (const cut of CUTS) for (const [profile, octets] of lengths) all.push(...everyPoint(`${profile}:${cut}`, cut, octets));
  await tryCuts(tally, options, all, (point) => tellSession(point, { brief: true, without: PROFILES[point.set.split(':')[0]!]! }));
}

async function longest(tally: Tally, profile: string, without: readonly string[]): Promise<Record<CutPoint['direction'], number>> {
  const octets = { up: 0, down: 0 };
  for (let n = 0; n < CLEAN_RUNS; n++) {
    await tally.attempt(`${profile} without any cut`, async () => {
      const clean = await tellSession(null, { brief: true, without });
      for (const direction of ['up', 'down'] as const) octets[direction] = Math.max(octets[direction], clean.octets[direction]);
      return { breaks: clean.breaks };
    });
  }
  return octets;
}

export function everyPoint(set: string, cut: Cut, octets: Record<CutPoint['direction'], number>): Point[] {
  const out: Point[] = [];
  for (const direction of ['up', 'down'] as const) for (let after = 1; after <= octets[direction]; after++) out.push({ direction, after, cut, set, name: `${set}:${direction}:${after}` });
  return out;
}

/** `--only` may name one point, or the beginning of many: `qresync:fin`, `qresync:fin:up`. */
export async function tryCuts(tally: Tally, { only, sample, seed, abreast: width }: FaultOptions, all: readonly Point[], run: (point: Point) => Promise<{ breaks: readonly Break[]; struck: boolean }>): Promise<void> {
  const wanted = only === null ? all : all.filter(({ name }) => name === only || name.startsWith(`${only}:`));
  const attempt = (point: Point): Promise<void> => tally.attempt(`--only ${point.name}`, () => run(point));
  if (sample !== null) return abreast(shuffled(wanted, seed).slice(0, sample), width, attempt);
  // Each set whole before the next begins: a run that is broken off has still tried something completely.
  for (const [set, points] of Map.groupBy(wanted, (point) => point.set)) {
    const before = tally.failed;
    await abreast(points, width, attempt);
    tally.say(`  ${set}: all ${points.length} octets tried, ${tally.failed - before} broken`);
  }
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
