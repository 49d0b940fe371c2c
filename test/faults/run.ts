/** `npm run faults [NAME…] [-- --seed N] [--sample N] [--abreast N] [--only CASE] [--server demo|dovecot] [--kills N] [--interleavings N]`: prints what was tried and what broke; exit code 1 on any break. */
import { build } from '../../app/start/build.ts';
import { byteCuts } from './byte-cuts.ts';
import { chromiumFaults } from './chromium-faults.ts';
import { commandFaults } from './command-faults.ts';
import { crashPoints } from './crash-points.ts';
import { interleavings } from './interleavings.ts';
import { kills } from './kills.ts';
import { leaving } from './leaving.ts';
import { lies } from './lies.ts';
import { mirrorFaults } from './mirror-faults.ts';
import { DEFAULTS, type FaultOptions } from './options.ts';
import { submissionCuts } from './submission-cuts.ts';
import { Tally } from './tally.ts';

const KINDS: Readonly<Record<string, (tally: Tally, options: FaultOptions) => Promise<void>>> = {
  'byte-cuts': byteCuts,
  'submission-cuts': submissionCuts,
  'command-faults': commandFaults,
  'crash-points': crashPoints,
  lies,
  leaving,
  mirror: mirrorFaults,
  'chromium-mirror': chromiumFaults,
  kills,
  interleavings,
};
const NUMBERS = ['seed', 'sample', 'abreast', 'kills', 'interleavings'] as const;

function read(words: readonly string[]): { names: string[]; options: FaultOptions } {
  const options = { ...DEFAULTS };
  const names: string[] = [];
  const usage = new Error(`Usage: npm run faults [${Object.keys(KINDS).join('|')}…] [-- --seed N] [--sample N] [--abreast N] [--only CASE] [--server demo|dovecot] [--kills N] [--interleavings N]`);
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    const option = word.replace(/^--/u, '');
    if (word === '--') continue;
    if (word === '--only') options.only = words[++at] ?? null;
    else if (word === '--server' && (words[at + 1] === 'demo' || words[at + 1] === 'dovecot')) options.server = words[++at] as FaultOptions['server'];
    else if ((NUMBERS as readonly string[]).includes(option) && word.startsWith('--')) {
      const value = Number(words[++at]);
      if (!Number.isInteger(value) || value < 0) throw usage;
      options[option as (typeof NUMBERS)[number]] = value;
    } else if (word in KINDS) names.push(word);
    else throw usage;
  }
  return { names, options };
}

async function main(): Promise<number> {
  const { names, options } = read(process.argv.slice(2));
  // The browser is given what is built, which may be older than what is written.
  if (names.length === 0 || names.includes('chromium-mirror')) await build(['ui']);
  let failed = 0;
  for (const [name, run] of Object.entries(KINDS)) {
    if (names.length > 0 && !names.includes(name)) continue;
    const tally = new Tally(name, (line) => console.log(line));
    const began = performance.now();
    await run(tally, options);
    console.log(`${tally.summary()}, seed ${options.seed}, ${Math.round((performance.now() - began) / 1000)} s`);
    failed += tally.failed;
  }
  return failed;
}

let rejections = 0;
process.on('unhandledRejection', (error) => {
  rejections++;
  console.log('  UNHANDLED', error);
});
main().then((failed) => process.exit(failed + rejections === 0 ? 0 : 1), (error: unknown) => {
  console.error(error instanceof Error && error.message.startsWith('Usage') ? error.message : error);
  process.exit(1);
});
