/** `npm run test:privacy [-- --every N] [--only SINK] [--runs 0,3]`, `npm run test:privacy bombs [NAME…]`, `… links`, `… senders`: vectors in every place that shows mail and what was contacted; bombs and what they cost. Exit code 1 on any break. */
import { existsSync } from 'node:fs';
import { CORPORA } from '../fixtures/html/corpus.ts';
import { all, chromium, dovecot } from '../support/requires.ts';
import { explode } from './bomb-app.ts';
import { MESSAGE_BOMBS, TEXT_BOMBS } from './bombs.ts';
import { links } from './links.ts';
import { remoteLoad } from './remote-load.ts';
import { consent } from './consent.ts';
import { Report } from './report.ts';
import { senders } from './senders.ts';
import { SINKS } from './sinks.ts';

const say = (line: string): void => console.log(line);

async function loads(report: Report, words: readonly string[]): Promise<void> {
  const value = (name: string): string | undefined => (words.includes(name) ? words[words.indexOf(name) + 1] : undefined);
  const every = Number(value('--every') ?? 1);
  const only = value('--only');
  if (!Number.isInteger(every) || every < 1) throw new Error('Usage: npm run test:privacy [-- --every N] [--only SINK] [--runs N,N], npm run test:privacy bombs [NAME…]');
  const missing = chromium.missing() ?? (existsSync(CORPORA) ? null : `the collection is not at ${CORPORA}`);
  if (missing !== null) return say(`LEFT OUT: remote-load vectors (${missing})`);
  const runs = value('--runs')?.split(',').map(Number);
  if (runs === undefined || runs.includes(0)) await consent(report);
  await remoteLoad(report, { every, ...(runs ? { runs } : {}), sinks: SINKS.filter(({ name }) => only === undefined || name.startsWith(only)) });
}

/** Alone on the machine: what is measured is time. */
async function bombs(report: Report, names: readonly string[]): Promise<void> {
  const missing = all(dovecot, chromium).missing();
  if (missing !== null) return say(`LEFT OUT: bombs (${missing})`);
  await explode(report, [...MESSAGE_BOMBS, ...TEXT_BOMBS].filter(({ name }) => names.length === 0 || names.some((word) => name.startsWith(word))), undefined, say);
}

async function main(): Promise<number> {
  const [first, ...rest] = process.argv.slice(2).filter((word) => word !== '--');
  const report = new Report(say);
  if (first === 'bombs') await bombs(report, rest);
  else if (first === 'links') await links(report);
  else if (first === 'senders') await senders(report);
  else await loads(report, first === undefined ? [] : [first, ...rest]);
  say(report.summary());
  return report.broken.length;
}

main().then((broken) => process.exit(broken === 0 ? 0 : 1), (error: unknown) => {
  console.error(error);
  process.exit(1);
});
