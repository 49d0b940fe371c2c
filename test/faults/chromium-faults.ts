/** A real Chromium with the mirror: killed, its databases deleted or damaged on the disk, the disk full. Nothing else suffers, the mirror is filled again by itself, and the user is told. */
import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { shuffled } from './byte-cuts.ts';
import { ChromiumHome } from './chromium-home.ts';
import { DAMAGES, FILES, damage } from './damage.ts';
import { liveWith, type MirrorVerdict } from './mirror-faults.ts';
import type { FaultOptions } from './options.ts';
import { abreast, type Tally } from './tally.ts';

/** Browsers at the same time: each wants a processor for itself. */
const MOST_ABREAST = 2;
/** Milliseconds for which the disk stays full. */
const FULL_FOR = 1_500;
/** Batches after which it happens: first rows, first folders, operations. Files are damaged when there is most in them. */
const MOMENTS = [2, 6, 11];
const LATE = MOMENTS.slice(-1);

/** False where there was nothing to strike at. */
type Strike = (home: ChromiumHome) => Promise<boolean>;

const whileAway = (work: (folder: string) => Promise<boolean>): Strike => async (home) => {
  await home.kill();
  const folder = home.databaseFolder();
  const struck = folder !== null && await work(folder);
  home.launch();
  return struck;
};

const STRIKES: Readonly<Record<string, Strike>> = {
  killed: whileAway(() => Promise.resolve(true)),
  deleted: whileAway(async (folder) => {
    await rm(folder, { recursive: true });
    return true;
  }),
  'disk full': async (home) => {
    if (!home.mounted) return false;
    await home.fill();
    await sleep(FULL_FOR);
    home.free();
    return true;
  },
  'disk full, then killed': async (home) => {
    if (!home.mounted) return false;
    await home.fill();
    await sleep(FULL_FOR / 2);
    await home.kill();
    home.launch();
    await sleep(FULL_FOR);
    home.free();
    return true;
  },
  ...Object.fromEntries((Object.keys(FILES) as (keyof typeof FILES)[]).flatMap((which) => DAMAGES.map((how) => [`${which} ${how}`, whileAway((folder) => damage(folder, which, how))] as const))),
};

export async function chromiumFaults(tally: Tally, { only, sample, seed, abreast: width }: FaultOptions): Promise<void> {
  const cases = Object.entries(STRIKES).flatMap(([name, strike]) => (/ /u.test(name) && !name.startsWith('disk') ? LATE : MOMENTS).map((at) => ({ name: `${name}@${at}`, strike, at })));
  const wanted = only !== null ? cases.filter(({ name }) => name === only || name.startsWith(`${only}@`)) : sample === null ? cases : shuffled(cases, seed).slice(0, sample);
  await abreast(wanted, Math.min(width, MOST_ABREAST), ({ name, strike, at }) => tally.attempt(`--only "${name}"`, () => told(strike, at)));
}

async function told(strike: Strike, at: number): Promise<MirrorVerdict> {
  const home = await ChromiumHome.start();
  let struck = false;
  try {
    const verdict = await liveWith(home, (count) => (count < at ? null : (async () => { struck = await strike(home); })()));
    return { ...verdict, struck };
  } finally {
    await home.end();
  }
}
