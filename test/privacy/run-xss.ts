/** `npm run test:xss [-- --every N] [--only SINK] [--walls on|off]`: script in bodies, headers, names and server answers, tried in every place that shows mail, with the sanitiser and without it; exit code 1 if anything runs or stands. */
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
  const value = (name: string): string | undefined => (words.includes(name) ? words[words.indexOf(name) + 1] : undefined);
  const every = Number(value('--every') ?? 1);
  const [only, walls] = [value('--only'), value('--walls') ?? 'both'];
  if (!Number.isInteger(every) || every < 1 || !/^(?:on|off|both)$/u.test(walls)) throw new Error('Usage: npm run test:xss [-- --every N] [--only SINK] [--walls on|off]');
  const sinks = SINKS.filter(({ name }) => only === undefined || name.startsWith(only));
  const missing = chromium.missing();
  if (missing !== null) {
    console.log(`LEFT OUT: script vectors (${missing})`);
    return 0;
  }
  const collected = existsSync(CORPORA);
  if (!collected) console.log(`LEFT OUT: collected script vectors (the collection is not at ${CORPORA}); the own ones are tried`);
  const report = new Report((line) => console.log(line));
  if (only === undefined && walls !== 'off') {
    await stable(report, [...scriptVectors(every), ...(collected ? remoteCorpus().vectors.filter((_, index) => index % every === 0) : [])]);
    await names(report);
  }
  if (walls !== 'off') await bodies(report, { every, sinks });
  const drawn = sinks.filter(({ name }) => DRAWN.test(name));
  if (walls !== 'on' && drawn.length > 0) await bodies(report, { every, sinks: drawn, without: ['sanitiser'] });
  console.log(report.summary());
  return report.broken.length;
}

main().then((broken) => process.exit(broken === 0 ? 0 : 1), (error: unknown) => {
  console.error(error);
  process.exit(1);
});
