import { expect, test } from 'vitest';
import type { SelectedMailbox } from './mailbox.ts';
import { stillOpen } from './still-open.ts';

const selected: SelectedMailbox = { wireName: 'INBOX', exists: 1, uidValidity: 7, uidNext: 2, highestModseq: '0', permanentFlags: [], readOnly: false };

test('a mailbox made anew of the same name is another one', () => {
  expect(stillOpen({ selected }, 'INBOX', 7)).toBe(selected);
  expect(stillOpen({ selected }, 'INBOX', 8)).toBeNull();
  expect(stillOpen({ selected }, 'Archive', 7)).toBeNull();
  expect(stillOpen({ selected: null }, 'INBOX', 7)).toBeNull();
});
