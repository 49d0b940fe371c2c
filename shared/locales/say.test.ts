import { afterEach, expect, test } from 'vitest';
import { failure, saidOf } from '../failure.ts';
import { wordsSchema } from '../words.ts';
import { failureDetail, failureText, operationTitle, statusWithoutCount } from './engine-words.ts';
import { say } from './say.ts';
import { setLanguage, tell } from './t.ts';

afterEach(() => setLanguage('en'));

test('English at once, and words that can travel', () => {
  const said = say('engine-net.timeout', { host: 'mail.example.org' });
  expect(said).toEqual({ text: 'mail.example.org did not answer in time.', words: { key: 'engine-net.timeout', values: { host: 'mail.example.org' } } });
  expect(wordsSchema.parse(JSON.parse(JSON.stringify(said.words)))).toEqual(said.words);
  expect(say('engine-sync.upToDate')).toEqual({ text: 'Up to date', words: { key: 'engine-sync.upToDate' } });
});

test('amounts are written as amounts, and what is counted has its forms', () => {
  expect(say('engine-operations.archive', { count: 1 }).text).toBe('Archive 1 message');
  expect(say('engine-operations.archive', { count: 41_200 }).text).toBe('Archive 41,200 messages');
});

test('a value is put in as it is', () => {
  expect(say('engine-operations.createFolder', { folder: '$& {{folder}} $1' }).text).toBe('Make the folder $& {{folder}} $1');
});

test('a sentence within a sentence, and a day, are put in the language of the window too', () => {
  const reason = say('engine-net.expiredOn', { day: { day: Date.UTC(2026, 10, 20, 23, 30) } });
  expect(reason.text).toBe('it expired on 20 November 2026');
  const { text, words } = say('engine-sync.offline', { reason });
  expect(text).toBe('Offline: it expired on 20 November 2026');
  setLanguage('en-XA');
  expect(tell(wordsSchema.parse(words))).toMatch(/^\[.*\[.*20 November 2026\]\]$/u);
});

test.each(['en', 'en-XA', 'ar-XB'] as const)('a window in %s says what the engine said', (language) => {
  const told = failure('server-no', say('engine-imap.refusedOpen'), { detail: 'No such mailbox' });
  setLanguage(language);
  expect(failureText(told)).toMatch(language === 'en' ? /^The server refused to open the folder\.$/u : /^\[.+\]$/u);
  expect(failureDetail(told)).toBe('No such mailbox');
});

test('what comes without words, or with words of another version, is said by its code and kind', () => {
  setLanguage('en-XA');
  const old = { code: 'over-quota', message: 'The mailbox is full of old letters.' };
  expect(failureText(old)).toBe(tell({ key: 'failures.over-quota' }));
  for (const words of [{ key: 'engine-net.ofTomorrow' }, { key: 'engine-net.timeout' }, { key: '' }]) expect(failureText({ ...old, words })).toBe(tell({ key: 'failures.over-quota' }));
  expect(operationTitle({ kind: 'move', title: 'Archive 3 messages' })).toBe(tell({ key: 'engine.kind-move' }));
  expect(saidOf(failure('over-quota', 'As it was'))).toEqual({ text: 'As it was', words: { key: 'failures.over-quota' } });
});

test('a state without its numbers', () => {
  const { text, words } = say('engine-sync.syncingCount', { syncing: say('engine-sync.syncing', { folder: 'Archive' }), done: 41_200, total: 100_000 });
  expect(text).toBe('Syncing Archive, 41,200 of 100,000');
  expect(statusWithoutCount({ phase: 'syncing', status: text, statusWords: words })).toBe('Syncing Archive');
  setLanguage('en-XA');
  expect(statusWithoutCount({ phase: 'syncing', status: text, statusWords: words })).toBe(tell({ key: 'engine-sync.syncing', values: { folder: 'Archive' } }));
});
