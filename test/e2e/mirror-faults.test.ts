/** The mirror in a real Chromium that dies, whose files are damaged, whose disk is full: a sample; all of it: `npm run faults chromium-mirror`. */
import { expect, test } from 'vitest';
import { chromiumFaults } from '../faults/chromium-faults.ts';
import { DEFAULTS } from '../faults/options.ts';
import { Tally } from '../faults/tally.ts';
import { browserHost } from '../support/host-under-test.ts';
import { describeWith } from '../support/requires.ts';

describeWith(browserHost, 'the mirror of a browser', () => {
  test.each(['killed@6', 'deleted@11', 'disk full@6', 'log halved@11', 'manifest removed@11'])('%s: filled again, nothing else suffers', async (only) => {
    const lines: string[] = [];
    const tally = new Tally('chromium-mirror', (line) => lines.push(line));
    await chromiumFaults(tally, { ...DEFAULTS, only });
    expect([tally.tried, lines]).toEqual([1, []]);
  });
});
