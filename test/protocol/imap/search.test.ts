/** UID SEARCH: every key as it is sent, every form of answer, and what is none. */
import { describe, expect, test } from 'vitest';
import { find } from '../../../main/imap/find.ts';
import { uidSearch } from '../../../main/imap/commands/search.ts';
import type { SearchResult } from '../../../main/imap/commands/search-answer.ts';
import type { SearchReturn } from '../../../main/imap/commands/search-return.ts';
import type { SearchKey } from '../../../main/imap/search-key.ts';
import type { Session } from '../../../main/imap/session.ts';
import { SAVED_RESULT } from '../../../main/imap/uid-set.ts';
import { CAPABILITIES, failureOf, selected } from './setup.ts';

const ALL = `${CAPABILITIES} SEARCHRES PARTIAL CONTEXT=SEARCH WITHIN SEARCH=FUZZY SAVEDATE OBJECTID X-GM-EXT-1`;
const day = new Date(Date.UTC(2026, 1, 1, 23, 59));

const KEYS: [SearchKey, string][] = [
  [{ sequence: [[1, 3]] }, '1:3'],
  [{ uid: SAVED_RESULT }, 'UID $'],
  [{ answered: true }, 'ANSWERED'], [{ answered: false }, 'UNANSWERED'],
  [{ draft: true }, 'DRAFT'], [{ draft: false }, 'UNDRAFT'],
  [{ deleted: false }, 'UNDELETED'], [{ flagged: true }, 'FLAGGED'], [{ seen: false }, 'UNSEEN'],
  [{ recent: true }, 'RECENT'], [{ new: true }, 'NEW'], [{ old: true }, 'OLD'],
  [{ keyword: '$Junk' }, 'KEYWORD $Junk'], [{ unkeyword: 'a]' }, 'UNKEYWORD a]'],
  [{ cc: 'c' }, 'CC "c"'], [{ bcc: '' }, 'BCC ""'], [{ header: { field: 'X-A', value: '' } }, 'HEADER "X-A" ""'],
  [{ larger: 0 }, 'LARGER 0'], [{ smaller: 5_000_000_000 }, 'SMALLER 5000000000'],
  [{ on: day }, 'ON 1-Feb-2026'], [{ sentSince: day }, 'SENTSINCE 1-Feb-2026'], [{ sentBefore: day }, 'SENTBEFORE 1-Feb-2026'], [{ sentOn: day }, 'SENTON 1-Feb-2026'],
  [{ older: 1 }, 'OLDER 1'], [{ younger: 86_400 }, 'YOUNGER 86400'],
  [{ modseq: '620162338' }, 'MODSEQ 620162338'], [{ modseq: '5', flag: { name: '\\Draft', scope: 'all' } }, 'MODSEQ "/flags/\\\\Draft" all 5'],
  [{ fuzzy: { or: [{ subject: 'a' }, { body: 'b' }] } }, 'FUZZY OR SUBJECT "a" BODY "b"'],
  [{ savedSince: day }, 'SAVEDSINCE 1-Feb-2026'], [{ savedBefore: day }, 'SAVEDBEFORE 1-Feb-2026'], [{ savedOn: day }, 'SAVEDON 1-Feb-2026'], [{ saveDateSupported: true }, 'SAVEDATESUPPORTED'],
  [{ emailId: 'M6d99ac3275bb4e' }, 'EMAILID M6d99ac3275bb4e'], [{ threadId: 'T64b4_-1' }, 'THREADID T64b4_-1'],
  [{ uidAfter: 7 }, 'UIDAFTER 7'], [{ uidBefore: 9 }, 'UIDBEFORE 9'],
  [{ gmailRaw: 'has:attachment "x"' }, 'X-GM-RAW "has:attachment \\"x\\""'], [{ gmailLabel: '\\Inbox' }, 'X-GM-LABELS "\\\\Inbox"'], [{ gmailLabel: 'Grün & Co' }, 'X-GM-LABELS "Gr&APw-n &- Co"'],
  [{ gmailMessage: '1278455344230334865' }, 'X-GM-MSGID 1278455344230334865'], [{ gmailMessage: '18446744073709551615' }, 'X-GM-MSGID 18446744073709551615'], [{ gmailThread: '1266894439832287888' }, 'X-GM-THRID 1266894439832287888'],
];

test('every key that main/search does not use yet', async () => {
  const { session } = await selected(async (line) => {
    const tag = await line.command(`UID SEARCH RETURN (ALL) (${KEYS.map(([, words]) => words).join(' ')})`);
    line.send(`* ESEARCH (TAG "${tag}") UID ALL 1\r\n${tag} OK\r\n`);
  }, {}, { capabilities: ALL });
  expect(await session.uidSearch({ and: KEYS.map(([key]) => key) })).toEqual([1]);
});

test('a key the server lacks is not sent to it', async () => {
  const { session, server } = await selected(async (line) => line.send(`${await line.command('NOOP')} OK\r\n`), {}, { capabilities: 'IMAP4rev1 SASL-IR' });
  for (const key of [{ older: 1 }, { modseq: '1' }, { not: { fuzzy: { text: 'a' } } }, { or: [{ all: true }, { savedOn: day }] }, { emailId: 'a' }, { gmailRaw: 'a' }] satisfies SearchKey[]) expect(await failureOf(session.uidSearch(key))).toMatchObject({ code: 'unsupported' });
  for (const returns of [{ all: true }, { save: true }, { partial: [1, 2] as const }]) expect((await failureOf(find(session, { all: true }, returns))).code).toBe('unsupported');
  await session.noop();
  await server.done();
});

test.each<[string, SearchKey]>([
  ['a flag as keyword', { keyword: '\\Seen' }],
  ['a keyword with a blank', { keyword: 'a b' }],
  ['a line break in a keyword', { unkeyword: 'a\r\nb' }],
  ['an identifier', { emailId: 'a b' }],
  ['no seconds', { older: 0 }],
  ['a size below nothing', { larger: -1 }],
  ['a half size', { smaller: 1.5 }],
  ['no date', { sentOn: new Date(Number.NaN) }],
  ['a MODSEQ', { modseq: '1 ALL' }],
  ['the flag of a MODSEQ', { modseq: '1', flag: { name: 'a" b', scope: 'all' } }],
  ['a Gmail number', { gmailThread: '0x1' }],
  ['a line break in a Gmail search', { gmailRaw: 'a\r\nb' }],
  ['an empty list', { and: [] }],
  ['too deep', Array.from({ length: 60 }).reduce<SearchKey>((key) => ({ not: key }), { all: true })],
  ['an empty set', { uid: [] }],
])('refused before it is sent: %s', async (_, key) => {
  const { session, server } = await selected(async (line) => line.send(`${await line.command('NOOP')} OK\r\n`), {}, { capabilities: ALL });
  expect((await failureOf(session.uidSearch(key))).code).toBe('invalid-input');
  await session.noop();
  await server.done();
});

const asked = async (returns: SearchReturn, sent: string, answer: (tag: string) => string, key: SearchKey = { seen: true }): Promise<{ result: Promise<SearchResult>; session: Session }> => {
  const { session } = await selected(async (line) => {
    const tag = await line.command(sent);
    line.send(answer(tag));
  }, {}, { capabilities: ALL });
  return { result: find(session, key, returns), session };
};

describe('RETURN', () => {
  test('MIN MAX COUNT ALL', async () => {
    const { result } = await asked({ min: true, max: true, count: true, all: true }, 'UID SEARCH RETURN (MIN MAX COUNT ALL) SEEN', (tag) => `* ESEARCH (TAG "${tag}") UID MIN 2 MAX 9 ALL 2:4,9 COUNT 4 MODSEQ 77\r\n${tag} OK\r\n`);
    expect(await result).toEqual({ uids: [2, 3, 4, 9], partial: null, min: 2, max: 9, count: 4, modseq: '77', relevancy: null, tag: expect.stringMatching(/^g\d+$/u) as string, updating: false, limit: null });
  });
  test('nothing found', async () => {
    const { result } = await asked({ min: true, count: true, all: true }, 'UID SEARCH RETURN (MIN COUNT ALL) SEEN', (tag) => `* ESEARCH (TAG "${tag}") UID COUNT 0\r\n${tag} OK\r\n`);
    expect(await result).toMatchObject({ uids: [], min: null, count: 0 });
  });
  test('SAVE alone is answered with nothing', async () => {
    const { result } = await asked({ save: true }, 'UID SEARCH RETURN (SAVE) SEEN', (tag) => `${tag} OK\r\n`);
    expect(await result).toMatchObject({ uids: null, count: null });
  });
  test('PARTIAL, from both ends, and beyond the end', async () => {
    const first = await asked({ partial: [1, 500], count: true }, 'UID SEARCH RETURN (COUNT PARTIAL 1:500) SEEN', (tag) => `* ESEARCH (TAG "${tag}") UID COUNT 4 PARTIAL (1:500 7,3:4)\r\n${tag} OK\r\n`);
    expect(await first.result).toMatchObject({ partial: [3, 4, 7], uids: null, count: 4 });
    const last = await asked({ partial: [-1, -500] }, 'UID SEARCH RETURN (PARTIAL -1:-500) SEEN', (tag) => `* ESEARCH (TAG "${tag}") UID PARTIAL (-1:-500 NIL)\r\n${tag} OK\r\n`);
    expect(await last.result).toMatchObject({ partial: [] });
    for (const partial of [[0, 1], [1, -1], [-1, 5], [1, 4_294_967_296], [1.5, 2]] as const) expect((await failureOf(find(last.session, { all: true }, { partial }))).code).toBe('invalid-input');
  });
  test('RELEVANCY pairs with the UIDs, or says nothing', async () => {
    const { result } = await asked({ all: true, relevancy: true }, 'UID SEARCH RETURN (ALL RELEVANCY) FUZZY TEXT "a"', (tag) => `* ESEARCH (TAG "${tag}") UID ALL 5,2 RELEVANCY (90 10)\r\n${tag} OK\r\n`, { fuzzy: { text: 'a' } });
    expect((await result).relevancy).toEqual(new Map([[5, 90], [2, 10]]));
    const odd = await asked({ all: true, relevancy: true }, 'UID SEARCH RETURN (ALL RELEVANCY) FUZZY TEXT "a"', (tag) => `* ESEARCH (TAG "${tag}") UID ALL 5,2 RELEVANCY (90)\r\n${tag} OK\r\n`, { fuzzy: { text: 'a' } });
    expect(await odd.result).toMatchObject({ uids: [2, 5], relevancy: null });
  });
  test.each<[string, SearchReturn, string]>([
    ['no answer', { all: true }, ''],
    ['another tag', { all: true }, '* ESEARCH (TAG "x") UID ALL 1\r\n'],
    ['message numbers in place of UIDs', { all: true }, '* ESEARCH (TAG "%") ALL 1\r\n'],
    ['a count without the messages', { all: true, count: true }, '* ESEARCH (TAG "%") UID COUNT 3\r\n'],
    ['no count', { count: true }, '* ESEARCH (TAG "%") UID ALL 1:3\r\n'],
    ['no part', { partial: [1, 5] }, '* ESEARCH (TAG "%") UID ALL 1:3\r\n'],
    ['more than can exist', { all: true }, '* ESEARCH (TAG "%") UID ALL 1:4294967295\r\n'],
    ['a set with *', { all: true }, '* ESEARCH (TAG "%") UID ALL 1:*\r\n'],
  ])('is "protocol": %s', async (_, returns, answer) => {
    const { session } = await selected(async (line) => {
      const tag = await line.command(/^UID SEARCH RETURN/u);
      line.send(`${answer.replace('%', tag)}${tag} OK\r\n`);
    }, {}, { capabilities: ALL });
    expect((await failureOf(find(session, { seen: true }, returns))).code).toBe('protocol');
  });
  test('IMAP4rev2 answers the plain command with ESEARCH too', async () => {
    const { session } = await selected(async (line) => {
      const tag = await line.command('UID SEARCH SEEN');
      line.send(`* ESEARCH (TAG "${tag}") UID ALL 4,2\r\n${tag} OK\r\n`);
    });
    expect((await session.run(uidSearch({ seen: true }))).uids).toEqual([2, 4]);
  });
});

describe('too much', () => {
  test('a set that no line holds is asked for in parts', async () => {
    const odd = Array.from({ length: 5000 }, (_, index) => [index * 2 + 1, index * 2 + 1] as const);
    const lengths: number[] = [];
    const { session, server } = await selected(async (line) => {
      while (lengths.length < 4) {
        const text = await line.line();
        lengths.push(text.length);
        const [, tag, first] = /^(\S+) UID SEARCH RETURN \(ALL\) \(SEEN UID (\d+),[\d,]*\)$/u.exec(text)!;
        line.send(`* ESEARCH (TAG "${tag}") UID ALL ${first}\r\n${tag} OK\r\n`);
      }
    });
    const found = await session.uidSearch({ and: [{ seen: true }, { uid: odd }] });
    expect(found.length).toBe(lengths.length);
    expect(found).toEqual([...found].sort((a, b) => a - b));
    expect(Math.max(...lengths)).toBeLessThan(8200);
    await server.done();
  });
  test('answers without end cost the search, not the memory', async () => {
    const { session } = await selected(async (line) => {
      const line1 = `* SEARCH ${'4294967295 '.repeat(400_000)}\r\n`;
      const tag = await line.command('UID SEARCH SEEN');
      for (let count = 0; count < 14; count++) line.send(line1);
      line.send(`${tag} OK\r\n`);
      line.send(`${await line.command('NOOP')} OK\r\n`);
    });
    expect((await failureOf(session.run(uidSearch({ seen: true })))).code).toBe('protocol');
    await session.noop();
  });
  test('updates that name more than can exist end the session', async () => {
    const { session } = await selected(async (line) => {
      await line.command('NOOP');
      line.send(`* ESEARCH (TAG "g1") UID ADDTO (${'0 1:3000000 '.repeat(2)})\r\n`);
      await line.hungUp();
    });
    expect((await failureOf(session.noop())).code).toBe('protocol');
  });
});
