/** What of searching may be under way together, and what the server says of commands meanwhile: progress, limits, updates. */
import { describe, expect, test } from 'vitest';
import { cancelUpdate } from '../../../main/imap/commands/cancel-update.ts';
import { noop } from '../../../main/imap/commands/noop.ts';
import { uidSearch } from '../../../main/imap/commands/search.ts';
import { uidSort } from '../../../main/imap/commands/sort.ts';
import { find, sortUids } from '../../../main/imap/find.ts';
import type { MailboxNews } from '../../../main/imap/mailbox.ts';
import { SAVED_RESULT } from '../../../main/imap/uid-set.ts';
import type { ScriptLine } from '../../support/script-server.ts';
import { CAPABILITIES, failureOf, selected } from './setup.ts';

const MORE = { capabilities: `${CAPABILITIES} SEARCHRES CONTEXT=SEARCH CONTEXT=SORT SORT ESORT THREAD=REFERENCES` };

/** One command and nothing behind it. */
const alone = async (line: ScriptLine, pattern: string | RegExp): Promise<string> => {
  const tag = await line.command(pattern);
  await new Promise((resolve) => setTimeout(resolve, 25));
  line.finish();
  return tag;
};

describe('in flight', () => {
  test('correlated searches and sorts do not mix, in whatever order they are answered', async () => {
    const { session } = await selected(async (line) => {
      const [a, b, c] = [await line.command(/TEXT "a"$/u), await line.command(/TEXT "b"$/u), await line.command(/^UID SORT RETURN \(ALL\) \(REVERSE DATE\)/u)];
      line.send(`* ESEARCH (TAG "${c}") UID ALL 9,7:5\r\n* ESEARCH (TAG "${b}") UID ALL 2\r\n${b} OK\r\n* ESEARCH (TAG "${a}") UID ALL 1\r\n${c} OK\r\n${a} OK\r\n`);
    }, {}, MORE);
    const [a, b, c] = await Promise.all([session.uidSearch({ text: 'a' }), session.uidSearch({ text: 'b' }), session.run(uidSort([{ by: 'date', reverse: true }], { all: true }, { returns: { all: true } }))]);
    expect([a, b, c.uids]).toEqual([[1], [2], [9, 7, 6, 5]]);
  });
  test('plain SEARCH, SORT and THREAD wait for each other', async () => {
    const { session, server } = await selected(async (line) => {
      line.send(`* SEARCH 1\r\n${await alone(line, /^UID SEARCH TEXT "a"/u)} OK\r\n`);
      line.send(`* SORT 2 1\r\n${await alone(line, /^UID SORT/u)} OK\r\n`);
      const tag = await alone(line, /^UID SEARCH RETURN/u);
      line.send(`* ESEARCH (TAG "${tag}") UID ALL 3\r\n${tag} OK\r\n`);
    }, {}, MORE);
    const first = session.run(uidSearch({ text: 'a' }));
    const [, second, third] = await Promise.all([first, sortUids(session, [{ by: 'size' }], { all: true }), session.uidSearch({ text: 'b' })]);
    expect([(await first).uids, second, third]).toEqual([[1], [2, 1], [3]]);
    await server.done();
  });
  test('a search waits for a change of what it may ask for, and the change for it; a FETCH does not', async () => {
    const { session, server } = await selected(async (line) => {
      const fetch = await line.command(/^UID FETCH/u);
      line.send(`${await alone(line, /^UID STORE/u)} OK\r\n`);
      const first = await alone(line, /^UID SEARCH/u);
      line.send(`* ESEARCH (TAG "${first}") UID ALL 1\r\n${first} OK\r\n${fetch} OK\r\n`);
      line.send(`${await alone(line, /^UID EXPUNGE/u)} OK\r\n`);
      const second = await line.command(/^UID SEARCH/u);
      line.send(`* ESEARCH (TAG "${second}") UID\r\n${second} OK\r\n`);
    });
    const [, , before, , after] = await Promise.all([
      session.uidFetch([[9, 9]], { size: true }, {}, () => undefined),
      session.uidStore([[1, 1]], { action: 'add', flags: ['\\Deleted'] }),
      session.uidSearch({ deleted: true }),
      session.uidExpunge([[1, 1]]),
      session.uidSearch({ deleted: true }),
    ]);
    expect([before, after]).toEqual([[1], []]);
    await server.done();
  });
  test.each(['* SEARCH 1', '* SORT 1', '* THREAD (1)', '* ESEARCH UID ALL 1'])('an answer that could belong to either of two is none: %s', async (answer) => {
    const { session } = await selected(async (line) => {
      await line.command(/TEXT "a"$/u);
      await line.command(/TEXT "b"$/u);
      line.send(`${answer}\r\n`);
      await line.hungUp();
    }, {}, MORE);
    const codes = (await Promise.all([failureOf(session.uidSearch({ text: 'a' })), failureOf(session.uidSearch({ text: 'b' }))])).map(({ code }) => code);
    expect(codes).toEqual(['protocol', 'protocol']);
  });
});

describe('$', () => {
  test('nothing overtakes the search that makes it, and it is used where sets are', async () => {
    const { session, server } = await selected(async (line) => {
      line.send(`${await alone(line, 'UID FETCH 1:3 (UID FLAGS)')} OK\r\n`);
      const tag = await alone(line, 'UID SEARCH RETURN (COUNT SAVE) UNSEEN');
      line.send(`* ESEARCH (TAG "${tag}") UID COUNT 2\r\n${tag} OK\r\n`);
      line.send(`${await line.command('UID STORE $ +FLAGS.SILENT (\\Seen)')} OK\r\n`);
      line.send(`* 2 FETCH (UID 7 RFC822.SIZE 5)\r\n${await line.command('UID FETCH $ (UID RFC822.SIZE)')} OK\r\n`);
      line.send(`${await line.command('UID COPY $ "A"')} OK [COPYUID 1 7 1] ok\r\n`);
      line.send(`${await alone(line, 'UID SEARCH RETURN (SAVE) (UID $ FLAGGED)')} NO [NOTSAVED] no\r\n`);
    }, {}, MORE);
    const rows: number[] = [];
    const before = session.uidFetch([[1, 3]], { flags: true }, {}, () => undefined);
    const saved = find(session, { seen: false }, { save: true, count: true });
    const stored = session.uidStore(SAVED_RESULT, { action: 'add', flags: ['\\Seen'] });
    const fetched = session.uidFetch(SAVED_RESULT, { size: true }, {}, (row) => void rows.push(row.uid));
    const copied = session.uidCopy(SAVED_RESULT, 'A');
    const again = failureOf(find(session, { and: [{ uid: SAVED_RESULT }, { flagged: true }] }, { save: true }));
    await Promise.all([before, stored, fetched]);
    expect((await saved).count).toBe(2);
    expect(rows).toEqual([7]);
    expect(await copied).toMatchObject({ source: [7] });
    expect(await again).toMatchObject({ code: 'server-no', responseCode: 'NOTSAVED' });
    await server.done();
  });
});

describe('INPROGRESS', () => {
  test('is told to its command, and is a sign of life', async () => {
    const heard: [string, number | null, number | null][] = [];
    const { session, server } = await selected(async (line) => {
      const [a, b] = [await line.command(/TEXT "a"$/u), await line.command(/TEXT "b"$/u)];
      for (let done = 1; done <= 5; done++) {
        line.send(`* OK [INPROGRESS ("${b}" ${done} 5)] Still on it\r\n* OK [INPROGRESS] Still here\r\n* OK [INPROGRESS ("other" 1 2)]\r\n`);
        await new Promise((resolve) => setTimeout(resolve, 250));
      }
      line.send(`* ESEARCH (TAG "${a}") UID ALL 1\r\n${a} OK\r\n* OK [INPROGRESS]\r\n* ESEARCH (TAG "${b}") UID ALL 2\r\n${b} OK\r\n`);
    }, { silenceMs: 800 });
    const run = (text: string): Promise<unknown> => session.run({ ...uidSearch({ text }, { returns: { all: true } }), progress: (done, total) => void heard.push([text, done, total]) });
    await Promise.all([run('a'), run('b')]);
    expect(heard).toEqual([...Array.from({ length: 5 }, (_, index) => ['b', index + 1, 5]), ['b', null, null]]);
    await server.done();
  });
});

describe('MESSAGELIMIT', () => {
  test('a search goes on below where it was stopped', async () => {
    const { session } = await selected(async (line) => {
      for (const [sent, all, code] of [['SEEN', '900,1000', '[MESSAGELIMIT 2 900]'], ['UID 1:899 SEEN', '5', ''], ['SEEN', '7', '']] as const) {
        const tag = await line.command(`UID SEARCH RETURN (ALL) ${sent}`);
        line.send(`* ESEARCH (TAG "${tag}") UID ALL ${all}\r\n${tag} OK ${code} done\r\n`);
      }
    });
    expect(await session.uidSearch({ seen: true })).toEqual([5, 900, 1000]);
    expect((await find(session, { seen: true }, { all: true })).limit).toBeNull();
  });
  test('so do FETCH and STORE; told in an untagged NO too', async () => {
    const { session } = await selected(async (line) => {
      line.send(`* 9 FETCH (UID 9 RFC822.SIZE 1)\r\n${await line.command('UID FETCH 1:9 (UID RFC822.SIZE)')} OK [MESSAGELIMIT 1 9] part\r\n`);
      line.send(`* 8 FETCH (UID 8 RFC822.SIZE 1)\r\n${await line.command('UID FETCH 1:8 (UID RFC822.SIZE)')} OK done\r\n`);
      line.send(`* NO [MESSAGELIMIT 1 5] part\r\n${await line.command('UID STORE 3,5,7 +FLAGS.SILENT (\\Seen)')} OK [MODIFIED 7] done\r\n`);
      line.send(`${await line.command('UID STORE 3 +FLAGS.SILENT (\\Seen)')} OK done\r\n`);
    });
    const rows: number[] = [];
    await session.uidFetch([[1, 9]], { size: true }, {}, (row) => void rows.push(row.uid));
    expect(rows).toEqual([9, 8]);
    expect(await session.uidStore([[3, 3], [5, 5], [7, 7]], { action: 'add', flags: ['\\Seen'] })).toMatchObject({ modified: [7] });
  });
  test.each<[string, string]>([['without saying where', '[MESSAGELIMIT 1]'], ['unreadable', '[MESSAGELIMIT x y]'], ['above all of it', '[MESSAGELIMIT 1 99]']])('never a part for the whole: %s', async (_, code) => {
    const { session } = await selected(async (line) => line.send(`${await line.command(/^UID FETCH/u)} OK ${code} part\r\n`));
    expect(await failureOf(session.uidFetch([[1, 9]], { size: true }, {}, () => undefined))).toMatchObject({ responseCode: 'MESSAGELIMIT' });
  });
  test('nor with $, nor for a command without an ear for it; a refusal is told', async () => {
    const { session } = await selected(async (line) => {
      line.send(`${await line.command(/^UID FETCH/u)} OK [MESSAGELIMIT 1 5] part\r\n`);
      line.send(`${await line.command('NOOP')} OK [MESSAGELIMIT 1 5] part\r\n`);
      line.send(`${await line.command(/^UID SORT/u)} NO [MESSAGELIMIT 1] too many\r\n`);
      const tag = await line.command(/^UID SEARCH/u);
      line.send(`* ESEARCH (TAG "${tag}") UID COUNT 1\r\n${tag} OK [MESSAGELIMIT 1000 23] part\r\n`);
    }, {}, MORE);
    expect(await failureOf(session.uidFetch(SAVED_RESULT, { size: true }, {}, () => undefined))).toMatchObject({ responseCode: 'MESSAGELIMIT' });
    expect(await failureOf(session.run(noop()))).toMatchObject({ responseCode: 'MESSAGELIMIT' });
    expect(await failureOf(sortUids(session, [{ by: 'size' }], { all: true }))).toMatchObject({ code: 'server-no', responseCode: 'MESSAGELIMIT' });
    expect(await find(session, { seen: true }, { count: true })).toMatchObject({ count: 1, limit: { limit: 1000, lowestUid: 23 } });
  });
  test('a server that does not move is left', async () => {
    const { session } = await selected(async (line) => {
      for (let count = 0; count < 2; count++) {
        const tag = await line.command(/^UID SEARCH/u);
        line.send(`* ESEARCH (TAG "${tag}") UID\r\n${tag} OK [MESSAGELIMIT 2 900]\r\n`);
      }
    });
    expect((await failureOf(session.uidSearch({ seen: true }))).code).toBe('protocol');
  });
});

describe('CONTEXT', () => {
  test('updates are news with the tag of the search, until they end or are cancelled', async () => {
    const { session, server } = await selected(async (line) => {
      const tag = await line.command('UID SEARCH RETURN (ALL UPDATE CONTEXT) UNSEEN');
      line.send(`* ESEARCH (TAG "${tag}") UID ALL 1:3\r\n* ESEARCH (TAG "${tag}") UID ADDTO (0 9)\r\n${tag} OK\r\n`);
      const noopTag = await line.command('NOOP');
      line.send(`* ESEARCH (TAG "${tag}") UID REMOVEFROM (0 1:2) ADDTO (0 12)\r\n${noopTag} OK\r\n`);
      line.send(`${await line.command(`CANCELUPDATE "${tag}"`)} OK\r\n`);
      const other = await line.command('UID SORT RETURN (ALL UPDATE) (FROM) US-ASCII ALL');
      line.send(`* NO [NOUPDATE "${other}"] too many\r\n* ESEARCH (TAG "${other}") UID ALL 3\r\n${other} OK\r\n* NO [NOUPDATE "${tag}"] ended\r\n`);
      line.send(`${await line.command('NOOP')} OK\r\n`);
    }, {}, MORE);
    const news: MailboxNews[] = [];
    session.onNews((item) => news.push(item));
    const { uids, tag, updating } = await find(session, { seen: false }, { all: true, update: true, context: true });
    expect([uids, updating]).toEqual([[1, 2, 3], true]);
    await session.noop();
    await session.run(cancelUpdate([tag]));
    expect((await session.run(uidSort([{ by: 'from' }], { all: true }, { returns: { all: true, update: true } }))).updating).toBe(false);
    await session.noop();
    expect(news).toEqual([
      { kind: 'search-update', tag, updates: [{ action: 'add', position: 0, uids: [9] }] },
      { kind: 'search-update', tag, updates: [{ action: 'remove', position: 0, uids: [1, 2] }, { action: 'add', position: 0, uids: [12] }] },
      { kind: 'search-update-end', tag },
    ]);
    expect((await failureOf(session.run(cancelUpdate(['a\r\nb'])))).code).toBe('invalid-input');
    await server.done();
  });
});
