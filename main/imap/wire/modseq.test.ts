/** HIGHESTMODSEQ, as servers have it and as they should. */
import { expect, test } from 'vitest';
import { usableModseq } from './modseq.ts';

test.each([['1', '1'], ['9223372036854775807', '9223372036854775807'], ['9223372036854775808', '0'], ['18446744073709551615', '0'], ['0', '0'], ['', '0'], ['NIL', '0'], ['-1', '0'], ['1 2', '0']])('%j is %s', (text, modseq) => {
  expect(usableModseq(text)).toBe(modseq);
});
