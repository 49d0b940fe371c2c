/** STORE, COPY, MOVE and EXPUNGE: conditional changes, the rows that come back, where messages went, and the forms by sequence number. */
import { describe, expect, test } from 'vitest';
import { close } from '../../../main/imap/commands/close.ts';
import { copy, uidCopy } from '../../../main/imap/commands/copy.ts';
import { expunge } from '../../../main/imap/commands/expunge.ts';
import { move, uidMove } from '../../../main/imap/commands/move.ts';
import { store, uidStore } from '../../../main/imap/commands/store.ts';
import { uidStoreLabels } from '../../../main/imap/commands/store-labels.ts';
import { uidExpunge } from '../../../main/imap/commands/uid-expunge.ts';
import type { MailboxNews } from '../../../main/imap/mailbox.ts';
import { CAPABILITIES, failureOf, selected } from './setup.ts';

const GMAIL = { capabilities: `${CAPABILITIES} X-GM-EXT-1` };

describe('STORE', () => {
  test('silent: MODSEQ rows are its answer, flags are news whoever has changed them', async () => {
    const { session } = await selected(async (line) => {
      const tag = await line.command('UID STORE 5:7 (UNCHANGEDSINCE 12) +FLAGS.SILENT (\\Deleted $Junk)');
      line.send(`* 1 FETCH (UID 5 MODSEQ (20))\r\n* 2 FETCH (UID 6 FLAGS (\\Seen))\r\n* 9 FETCH (UID 90 MODSEQ (21))\r\n${tag} OK [MODIFIED 6:7] some had changed\r\n`);
    });
    const news: MailboxNews[] = [];
    session.onNews((item) => news.push(item));
    const stored = await session.run(uidStore([[5, 7]], { action: 'add', flags: ['\\Deleted', '$Junk'], unchangedSince: '12' }));
    expect(stored).toMatchObject({ modified: [6, 7], rows: [{ sequence: 1, uid: 5, modseq: '20' }, { uid: 6, flags: ['\\Seen'] }], refused: null });
    expect(news).toMatchObject([{ kind: 'fetch', sequence: 2, uid: 6, flags: ['\\Seen'] }, { kind: 'fetch', sequence: 9, uid: 90, flags: null }]);
  });
  test('answered: each message with the flags it has then', async () => {
    const { session } = await selected(async (line) => {
      const tag = await line.command('UID STORE 5:6 FLAGS (\\Seen)');
      line.send(`* 1 FETCH (FLAGS (\\Seen) UID 5)\r\n* 2 FETCH (UID 6 MODSEQ (9) FLAGS (\\Seen $X))\r\n* 3 FETCH (UID 7 FLAGS ())\r\n${tag} OK\r\n`);
    });
    const news: MailboxNews[] = [];
    session.onNews((item) => news.push(item));
    expect((await session.run(uidStore([[5, 6]], { action: 'replace', flags: ['\\Seen'], answer: true }))).rows).toMatchObject([
      { sequence: 1, uid: 5, flags: ['\\Seen'] }, { sequence: 2, uid: 6, modseq: '9', flags: ['\\Seen', '$X'] },
    ]);
    expect(news).toMatchObject([{ kind: 'fetch', sequence: 3, uid: 7, flags: [] }]);
  });
  test('MODIFIED in a NO is a result, with the refusal beside it; a NO without is a refusal', async () => {
    const { session } = await selected(async (line) => {
      let tag = await line.command(/^UID STORE/u);
      line.send(`* 1 FETCH (UID 5 MODSEQ (20))\r\n${tag} NO [MODIFIED 7] some messages no longer exist\r\n`);
      tag = await line.command(/^UID STORE/u);
      line.send(`${tag} NO [EXPUNGEISSUED] gone\r\n`);
      tag = await line.command(/^UID STORE/u);
      line.send(`${tag} NO [MODIFIED 6] changed\r\n`);
    });
    const change = { action: 'add', flags: ['\\Seen'], unchangedSince: '12' } as const;
    expect(await session.run(uidStore([[5, 7]], change))).toMatchObject({ modified: [7], rows: [{ uid: 5 }], refused: { code: 'server-no', responseCode: 'MODIFIED' } });
    expect(await failureOf(session.run(uidStore([[5, 7]], change)))).toMatchObject({ code: 'server-no', responseCode: 'EXPUNGEISSUED' });
    expect(await session.uidStore([[6, 6]], change)).toEqual({ modified: [6] });
  });
  test('UNCHANGEDSINCE without CONDSTORE is unsupported', async () => {
    const { session } = await selected(async () => undefined, {}, { capabilities: 'IMAP4rev1 SASL-IR' });
    expect((await failureOf(session.run(uidStore([[1, 1]], { action: 'add', flags: [], unchangedSince: '1' })))).code).toBe('unsupported');
  });
  test('by sequence number nothing else is under way', async () => {
    const { session, server } = await selected(async (line) => {
      const tag = await line.command('STORE 2 -FLAGS (\\Flagged)');
      line.send(`* 2 FETCH (FLAGS ())\r\n${tag} OK\r\n`);
      line.send(`${await line.command('NOOP')} OK\r\n`);
    });
    const stored = session.run(store([[2, 2]], { action: 'remove', flags: ['\\Flagged'], answer: true }));
    await session.noop();
    expect((await stored).rows).toEqual([{ sequence: 2, uid: 0, flags: [] }]);
    await server.done();
  });
  test('Gmail’s labels: the system’s as they are, those of people quoted', async () => {
    const { session } = await selected(async (line) => {
      line.send(`${await line.command('UID STORE 5 +X-GM-LABELS.SILENT (\\Inbox "a b" "\\\\Mine" "Entw&APw-rfe" "x\\"]")')} OK\r\n`);
      line.send(`${await line.command('UID STORE 5 X-GM-LABELS.SILENT ()')} OK\r\n`);
    }, {}, GMAIL);
    await session.run(uidStoreLabels([[5, 5]], { action: 'add', labels: ['\\Inbox', 'a b', '\\Mine', 'Entw&APw-rfe', 'x"]'] }));
    await session.run(uidStoreLabels([[5, 5]], { action: 'replace', labels: [] }));
    const other = await selected(async () => undefined);
    expect(await failureOf(other.session.run(uidStoreLabels([[5, 5]], { action: 'add', labels: [] })))).toMatchObject({ code: 'unsupported', responseCode: 'X-GM-EXT-1' });
  });
});

describe('COPY and MOVE', () => {
  test.each([
    ['tagged', '', '[COPYUID 7 5:6 90:91] ', { uidValidity: 7, source: [5, 6], destination: [90, 91] }],
    ['untagged', '* OK [COPYUID 7 5:6 90:91] moved\r\n* 1 EXPUNGE\r\n', '', { uidValidity: 7, source: [5, 6], destination: [90, 91] }],
    ['in pieces', '* OK [COPYUID 7 5 90] a\r\n* OK [COPYUID 7 6 95] b\r\n', '', { uidValidity: 7, source: [5, 6], destination: [90, 95] }],
    ['twice the same', '* OK [COPYUID 7 5:6 90:91] a\r\n', '[COPYUID 7 5:6 90:91] ', { uidValidity: 7, source: [5, 6], destination: [90, 91] }],
    ['not at all', '', '', null],
    ['one piece that does not pair up', '* OK [COPYUID 7 5 90] a\r\n* OK [COPYUID 7 6:9 95] b\r\n', '', null],
    ['another UIDVALIDITY in the middle', '* OK [COPYUID 7 5 90] a\r\n* OK [COPYUID 8 6 95] b\r\n', '', null],
  ])('COPYUID %s', async (_name, before, code, expected) => {
    for (const [name, command] of [['UID COPY', uidCopy], ['UID MOVE', uidMove], ['COPY', copy], ['MOVE', move]] as const) {
      const { session } = await selected(async (line) => {
        const tag = await line.command(`${name} 5:6 "A \\"b\\""`);
        line.send(`${before}${tag} OK ${code}done\r\n`);
      });
      expect(await session.run(command([[5, 6]], 'A "b"'))).toEqual(expected);
    }
  });
  test('a NO after some were moved: those are news', async () => {
    const { session } = await selected(async (line) => {
      const tag = await line.command(/^UID MOVE/u);
      line.send(`* OK [COPYUID 7 5 90] a\r\n* 1 EXPUNGE\r\n${tag} NO [OVERQUOTA] full\r\n`);
    });
    const news: MailboxNews[] = [];
    session.onNews((item) => news.push(item));
    expect((await failureOf(session.run(uidMove([[5, 6]], 'A')))).code).toBe('over-quota');
    expect(news).toMatchObject([{ kind: 'expunge', sequence: 1 }]);
  });
  test('MOVE where it is not offered', async () => {
    const { session } = await selected(async () => undefined, {}, { capabilities: 'IMAP4rev1 SASL-IR' });
    expect((await failureOf(session.run(move([[1, 1]], 'A')))).code).toBe('unsupported');
    expect((await failureOf(session.run(uidExpunge([[1, 1]])))).code).toBe('unsupported');
  });
});

test('EXPUNGE and CLOSE, of all that is marked', async () => {
  const { session, server } = await selected(async (line) => {
    line.send(`* 3 EXPUNGE\r\n* 3 EXPUNGE\r\n${await line.command('EXPUNGE')} OK\r\n`);
    line.send(`* 1 EXPUNGE\r\n${await line.command('UID EXPUNGE 5:6')} OK\r\n`);
    line.send(`${await line.command('CLOSE')} OK\r\n`);
  });
  const news: MailboxNews[] = [];
  session.onNews((item) => news.push(item));
  await Promise.all([session.run(expunge()), session.run(uidExpunge([[5, 6]])), session.run(close())]);
  expect(news.map((item) => (item.kind === 'expunge' ? item.sequence : 0))).toEqual([3, 3, 1]);
  await server.done();
});
