/** `npm run test:xss [-- --every N]`: script in bodies, headers, names and server answers, tried in every place that shows mail; exit code 1 if anything runs or stands. */
import { existsSync } from 'node:fs';
import { CORPORA, remoteCorpus } from '../fixtures/html/corpus.ts';
import { chromium } from '../support/requires.ts';
import { bodies, names, scriptVectors } from './execution.ts';
import { DRAWN } from './remote-load.ts';
import { Report } from './report.ts';
import { SINKS } from './sinks.ts';
import { stable } from './stable.ts';

async function main(): Promise<number> {
  const words = process.argv.slice(2).filter((word) => word !== '--');
  const every = words[0] === '--every' ? Number(words[1]) : 1;
  if (!Number.isInteger(every) || every < 1) throw new Error('Usage: npm run test:xss [-- --every N]');
  const missing = chromium.missing();
  if (missing !== null) {
    console.log(`LEFT OUT: script vectors (${missing})`);
    return 0;
  }
  const collected = existsSync(CORPORA);
  if (!collected) console.log(`LEFT OUT: collected script vectors (the collection is not at ${CORPORA}); the own ones are tried`);
  const report = new Report((line) => console.log(line));
  await stable(report, [...scriptVectors(every), ...(collected ? remoteCorpus().vectors.filter((_, index) => index % every === 0) : [])]);
  await names(report);
  await bodies(report, { every });
  await bodies(report, { every, sinks: SINKS.filter(({ name }) => DRAWN.test(name)), without: ['sanitiser'] });
  console.log(report.summary());
  return report.broken.length;
}

main().then((broken) => process.exit(broken === 0 ? 0 : 1), (error: unknown) => {
  console.error(error);
  process.exit(1);
});
