/** A benchmark at its smallest: what it does to the real application still works. What it measures is for `npm run bench` alone. */
import { expect, test } from 'vitest';
import { firstSync } from '../bench/first-sync.ts';
import type { Figure } from '../bench/report.ts';
import { browserHost } from '../support/host-under-test.ts';
import { all, describeWith, dovecot } from '../support/requires.ts';

describeWith(all(browserHost, dovecot), 'measuring', () => {
  test('a first sync of a dozen messages has a figure for everything it is asked for', async () => {
    const figures: Figure[] = [];
    await firstSync((figure) => figures.push(figure), { messages: 12, rounds: 1 });
    const missing = figures.filter(({ value }) => !Number.isFinite(value));
    expect(missing).toEqual([]);
    expect(figures.map(({ metric }) => metric)).toContain('longest turn of the main process');
    expect(figures.find(({ unit }) => unit === 'MB')?.value).toBeGreaterThan(10);
  });
});
