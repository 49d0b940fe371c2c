import { expect, test } from 'vitest';
import { inbox } from '../../../test/support/mirror-records.ts';
import type { AddressTuple, SummaryRow } from '../protocol/records.ts';
import { linkPage } from './link-page.ts';
import { messageHash, messageHashes } from './message-hash.ts';

type Letter = [messageId: string, from: AddressTuple[], subject: string];
const ann: AddressTuple[] = [['Ann', 'ann@example.org']];
const LETTERS: Letter[] = [
  ['<one@example.org>', ann, 'tide'], ['<one@example.org>', [], 'ebb'], ['one@example.org', ann, ''], ['< one@example.org >', ann, ''], ['<two@example.org>', ann, 'tide'],
  ['', ann, 'tide'], ['', [['A.', 'ANN@example.org']], 'Re: Tide'], ['<>', ann, 'tide'], ['', [], 'tide'], ['', [['Ann', '']], 'tide'], ['', ann, ''], ['', [], ''],
];
const row = ([messageId, from, subject]: Letter, i: number): SummaryRow => [i + 1, 1000, 100, subject, from, [], [], messageId, '', [], 0, null, null];
const hashOf = ([messageId, from, subject]: Letter): number => messageHash(messageId, from[0]?.[1] ?? '', subject);

test('is the same from summaries and from links, and never nothing', () => {
  const hashes = LETTERS.map(hashOf);
  expect([...messageHashes(linkPage(inbox, 0, LETTERS.map(row)))]).toEqual(hashes);
  expect(hashes).not.toContain(0);
});

test('goes by the Message-ID, without one by who wrote and about what', () => {
  const names = LETTERS.map(hashOf).map((hash, _, all) => all.indexOf(hash));
  expect(names).toEqual([0, 0, 0, 0, 4, 5, 5, 5, 8, 8, 10, 11]);
});
