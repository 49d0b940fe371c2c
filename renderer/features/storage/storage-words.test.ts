import { expect, test } from 'vitest';
import { accountId } from '../../../shared/ids.ts';
import { DEFAULT_STORAGE, type StorageUse } from '../../../shared/model/storage.ts';
import { attachmentChoices, clearWords, daysOf, daysValue, fileCount, textChoices, textCount, totalOf, wholeWords } from './storage-words.ts';

const use = (extra: Partial<StorageUse> = {}): StorageUse => ({ accountId: accountId('one'), summaries: { count: 41_200, octets: 10_000_000 }, texts: { count: 6_300, octets: 20_000_000 }, attachments: { count: 1, octets: 500 }, settings: DEFAULT_STORAGE, ...extra });

test('numbers and sizes', () => {
  expect([textCount(use()), fileCount(use()), totalOf(use())]).toEqual(['6,300 of 41,200 messages', '1 file', 30_000_500]);
});

test('every setting is among its choices, and comes back as it was', () => {
  for (const textDays of [null, 0, 30, 365, 77]) {
    expect(textChoices({ textDays }).map(({ value }) => value)).toContain(daysValue(textDays));
    expect(daysOf(daysValue(textDays))).toBe(textDays);
  }
  expect(attachmentChoices({ attachmentOctets: 512 * 1024 * 1024 })).toHaveLength(5);
  expect(attachmentChoices({ attachmentOctets: 3_000_000 }).at(-1)).toEqual({ value: '3000000', label: '3.0 MB' });
});

test('clearing says what goes, what stays and what it costs', () => {
  expect(clearWords('texts', use())).toMatch(/^The texts of 6,300 messages .* 20 MB\. Nothing is lost: .*Without a connection it cannot\.$/u);
  expect(clearWords('attachments', use())).toMatch(/^1 attachment is removed .* 500 bytes\./u);
});

test('the whole', () => {
  expect(wholeWords(0, 0, [use()])).toBe('Mail takes 30 MB on this computer.');
  expect(wholeWords(50_000_000, 60_050_000_000, [use()])).toBe('Mail takes 50 MB on this computer. 60.0 GB more may be used.');
});
