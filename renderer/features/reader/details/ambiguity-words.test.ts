/** What can be read in more than one way, in words. */
import { expect, test } from 'vitest';
import { ambiguityWords, isOfHeader } from './ambiguity-words.ts';

test('a doubled line is named as it is written, and what it means', () => {
  const words = (name: string): string => ambiguityWords({ code: 'duplicate-header', params: { name } });
  expect(words('from')).toBe('The header has more than one line “From”. Other programs may go by another of them.');
  expect(['reply-to', 'message-id', 'mime-version'].map((name) => /“(.+)”/u.exec(words(name))?.[1])).toEqual(['Reply-To', 'Message-ID', 'MIME-Version']);
});

test('what is wrong with the header alone is not said of the parts', () => {
  expect([isOfHeader([]), isOfHeader([{ code: 'duplicate-header' }, { code: 'header-bytes' }]), isOfHeader([{ code: 'duplicate-header' }, { code: 'boundary' }])]).toEqual([false, true, false]);
});
