/** Whole names count, in any case; what is missing comes last. */
import { expect, test } from 'vitest';
import { offersOf } from './offer-words.ts';

test('an offer counts by its whole name', () => {
  const offers = offersOf(['imap4rev1', 'idle', 'MOVEX', 'QRESYNC']);
  expect(offers.filter(({ isOffered }) => isOffered).map(({ words }) => words)).toEqual(['setup.offer-idle', 'setup.offer-quick']);
  expect(offers.at(-1)?.isOffered).toBe(false);
});
