/** A sample of hostile mail through the real application: nothing is contacted, nothing runs, nothing stands still. All of it: `npm run test:privacy`, `npm run test:xss`. */
import { expect, test } from 'vitest';
import { explode } from '../privacy/bomb-app.ts';
import { MESSAGE_BOMBS, TEXT_BOMBS } from '../privacy/bombs.ts';
import { consent } from '../privacy/consent.ts';
import { bodies, names } from '../privacy/execution.ts';
import { remoteLoad } from '../privacy/remote-load.ts';
import { Report } from '../privacy/report.ts';
import { SINKS } from '../privacy/sinks.ts';
import { CORPORA } from '../fixtures/html/corpus.ts';
import { browserHost } from '../support/host-under-test.ts';
import { all, describeCorpus, describeWith, dovecot } from '../support/requires.ts';

const report = (): Report => new Report(() => undefined);
/** Some that have stopped a window or a parser before. */
const SAMPLE = new Set(['nest 200', 'parens 100000', '__proto__', 'UTF-7', 'nested div 100000', 'marks', 'bidi']);
const PATIENCE = 240_000;

describeWith(browserHost, 'hostile mail', () => {
  describeCorpus(`${CORPORA}/httpleaks/leak.html`, 'collected remote-load vectors', () => {
    test('contact nobody in any place that shows them', async () => {
      const counted = report();
      await remoteLoad(counted, { every: 48, short: true });
      expect(counted.broken).toEqual([]);
    }, PATIENCE);
  });

  test('what is allowed is contacted once, for that message, by the main process', async () => {
    const counted = report();
    await consent(counted);
    expect(counted.broken).toEqual([]);
  }, PATIENCE);

  test('script in headers, names and server answers is text', async () => {
    const counted = report();
    await names(counted);
    expect(counted.broken).toEqual([]);
  }, PATIENCE);

  test('script in bodies does not run, not even without the sanitiser', async () => {
    const counted = report();
    await bodies(counted, { every: 24, sinks: SINKS.slice(0, 1) });
    await bodies(counted, { every: 24, sinks: SINKS.slice(0, 1), without: ['sanitiser'] });
    expect(counted.broken).toEqual([]);
  }, PATIENCE);
});

describeWith(all(browserHost, dovecot), 'bombs', () => {
  test('open, and so does the next message', async () => {
    const counted = report();
    // Other tests run beside this one: times are looked at by the command, alone on the machine.
    await explode(counted, [...MESSAGE_BOMBS, ...TEXT_BOMBS].filter(({ name }) => SAMPLE.has(name)), { open: 10_000, memory: 400 * 1024 * 1024, stall: 400 });
    expect(counted.broken).toEqual([]);
  }, PATIENCE);
});
