/** `npm run test:bombs [-- NAME…]`: messages made to take all time and memory, opened one after another; exit code 1 if any takes too much. */
import { all, chromium, dovecot } from '../support/requires.ts';
import { explode } from './bomb-app.ts';
import { MESSAGE_BOMBS, TEXT_BOMBS } from './bombs.ts';
import { Report } from './report.ts';

async function main(): Promise<number> {
  const words = process.argv.slice(2).filter((word) => word !== '--');
  const missing = all(dovecot, chromium).missing();
  if (missing !== null) {
    console.log(`LEFT OUT: bombs (${missing})`);
    return 0;
  }
  const report = new Report((line) => console.log(line));
  const bombs = [...MESSAGE_BOMBS, ...TEXT_BOMBS].filter(({ name }) => words.length === 0 || words.some((word) => name.startsWith(word)));
  await explode(report, bombs, undefined, (line) => console.log(line));
  console.log(report.summary());
  return report.broken.length;
}

main().then((broken) => process.exit(broken === 0 ? 0 : 1), (error: unknown) => {
  console.error(error);
  process.exit(1);
});
