/** `npm run test:privacy [-- --every N] [--only NAME]`: vectors tried in every place that shows mail, and what was contacted; exit code 1 on any contact. */
import { existsSync } from 'node:fs';
import { CORPORA } from '../fixtures/html/corpus.ts';
import { chromium } from '../support/requires.ts';
import { remoteLoad } from './remote-load.ts';
import { Report } from './report.ts';
import { SINKS } from './sinks.ts';

async function main(): Promise<number> {
  const words = process.argv.slice(2).filter((word) => word !== '--');
  const value = (name: string): string | undefined => (words.includes(name) ? words[words.indexOf(name) + 1] : undefined);
  const every = Number(value('--every') ?? 1);
  const only = value('--only');
  if (!Number.isInteger(every) || every < 1) throw new Error('Usage: npm run test:privacy [-- --every N] [--only NAME]');
  const missing = chromium.missing() ?? (existsSync(CORPORA) ? null : `the collection is not at ${CORPORA}`);
  if (missing !== null) {
    console.log(`LEFT OUT: remote-load vectors (${missing})`);
    return 0;
  }
  const report = new Report((line) => console.log(line));
  const sinks = SINKS.filter(({ name }) => only === undefined || name.startsWith(only));
  await remoteLoad(report, { every, sinks });
  console.log(report.summary());
  return report.broken.length;
}

main().then((broken) => process.exit(broken === 0 ? 0 : 1), (error: unknown) => {
  console.error(error);
  process.exit(1);
});
