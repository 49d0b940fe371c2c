/** A sample of one kind of fault, with a fixed seed, for the suite; all of them: `npm run faults`. */
import { DEFAULTS, type FaultOptions } from './options.ts';
import { Tally } from './tally.ts';

/** Answers what broke, in words; nothing if all came back whole. Says so too if fewer than `atLeast` were tried. */
export async function broken(run: (tally: Tally, options: FaultOptions) => Promise<void>, options: Partial<FaultOptions>, atLeast: number): Promise<string[]> {
  const lines: string[] = [];
  const tally = new Tally(run.name, (line) => lines.push(line));
  await run(tally, { ...DEFAULTS, seed: 1, ...options });
  if (tally.tried < atLeast) return [`${tally.tried} were tried, not ${atLeast}`];
  return tally.failed > 0 ? [...lines, tally.summary()] : [];
}
