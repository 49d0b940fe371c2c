/** Each command as the server sees it, and each answer as the caller does. */
import { describe, expect, test } from 'vitest';
import type { MailboxNews } from '../../../main/imap/mailbox.ts';
import type { FetchedMessage } from '../../../main/imap/message.ts';
import { CAPABILITIES, failureOf, loggedIn, selected } from './setup.ts';

describe('LIST', () => {
  test('everything in one round trip', async () => {
    const { session } = await loggedIn(async (line) => {
      const tag = await line.command('LIST "" "*" RETURN (SUBSCRIBED CHILDREN SPECIAL-USE STATUS (MESSAGES UNSEEN UIDNEXT UIDVALIDITY HIGHESTMODSEQ))');
      line.send('* LIST (\\Subscribed \\sent) "/" "Sent \\"x\\""\r\n* STATUS "Sent \\"x\\"" (MESSAGES 3 UNSEEN 1 UIDNEXT 9 UIDVALIDITY 8 HIGHESTMODSEQ 7)\r\n');
      line.send('* LIST (\\NoSelect) NIL {4}\r\na&-b\r\n* LIST () "\\\\" inbox\r\n* STATUS INBOX (UIDVALIDITY 1 MESSAGES 0)\r\n* LIST () "/" NIL ("CHILDINFO" ("SUBSCRIBED"))\r\n');
      line.send(`${tag} OK done\r\n`);
    }, {}, { capabilities: `${CAPABILITIES} LIST-EXTENDED LIST-STATUS SPECIAL-USE` });
    expect(await session.list()).toEqual([
      { wireName: 'Sent "x"', name: 'Sent "x"', delimiter: '/', attributes: ['\\Subscribed', '\\sent'], status: { messages: 3, unseen: 1, uidNext: 9, uidValidity: 8, highestModseq: '7' } },
      { wireName: 'a&-b', name: 'a&b', delimiter: null, attributes: ['\\NoSelect'], status: null },
      { wireName: 'inbox', name: 'inbox', delimiter: '\\', attributes: [], status: { messages: 0, unseen: 0, uidNext: 0, uidValidity: 1, highestModseq: '0' } },
      { wireName: 'NIL', name: 'NIL', delimiter: '/', attributes: [], status: null, childInfo: ['SUBSCRIBED'] },
    ]);
  });
  test('plain LIST and LSUB together where there is no more, or where more is answered BAD', async () => {
    for (const broken of [false, true]) {
      const { session } = await loggedIn(async (line) => {
        if (broken) line.send(`${await line.command(/^LIST "" "\*" RETURN/u)} BAD syntax\r\n`);
        const list = await line.command('LIST "" "*"');
        const lsub = await line.command('LSUB "" "*"');
        line.send(`* LIST () "." A\r\n* LIST () "." B\r\n${list} OK\r\n* LSUB () "." B\r\n* LSUB (\\Noselect) "." A\r\n${lsub} OK\r\n`);
      }, {}, { capabilities: broken ? `${CAPABILITIES} LIST-EXTENDED` : CAPABILITIES });
      expect((await session.list()).map(({ name, attributes }) => [name, attributes])).toEqual([['A', []], ['B', ['\\Subscribed']]]);
    }
  });
  test('a refusal is no empty list', async () => {
    const { session } = await loggedIn(async (line) => {
      const list = await line.command('LIST "" "*"');
      const lsub = await line.command('LSUB "" "*"');
      line.send(`* LIST () "." A\r\n${list} NO [SERVERBUG] broken\r\n${lsub} OK\r\n`);
    });
    expect(await failureOf(session.list())).toMatchObject({ code: 'server-no', responseCode: 'SERVERBUG' });
  });
});

describe('STATUS and SELECT', () => {
  test('the numbers, or a failure; never guesses', async () => {
    const { session } = await loggedIn(async (line) => {
      let tag = await line.command('STATUS "A" (MESSAGES UNSEEN UIDNEXT UIDVALIDITY HIGHESTMODSEQ)');
      line.send(`* STATUS A (MESSAGES 1 UIDNEXT 5 UIDVALIDITY 6 UNSEEN 1 HIGHESTMODSEQ 0 X (1 2))\r\n${tag} OK\r\n`);
      tag = await line.command(/^STATUS/u);
      line.send(`${tag} OK done\r\n`);
      tag = await line.command(/^STATUS/u);
      line.send(`* STATUS OTHER (MESSAGES 1 UIDVALIDITY 6)\r\n${tag} OK done\r\n`);
      tag = await line.command(/^STATUS/u);
      line.send(`${tag} NO Mailbox doesn't exist: D\r\n`);
    });
    expect(await session.status('A')).toEqual({ messages: 1, unseen: 1, uidNext: 5, uidValidity: 6, highestModseq: '0' });
    expect((await failureOf(session.status('B'))).code).toBe('protocol');
    expect((await failureOf(session.status('C'))).code).toBe('protocol');
    expect((await failureOf(session.status('D'))).code).toBe('folder-gone');
  });
  test('SELECT and EXAMINE', async () => {
    const { session } = await loggedIn(async (line) => {
      let tag = await line.command('SELECT "A b" (CONDSTORE)');
      line.send(`* 3 EXISTS\r\n* 0 RECENT\r\n* FLAGS (\\Seen)\r\n* OK [PERMANENTFLAGS (\\Seen \\*)] x\r\n* OK [UIDVALIDITY 5]\r\n* OK [UIDNEXT 10] n\r\n* OK [HIGHESTMODSEQ 9223372036854775807] h\r\n${tag} OK [READ-WRITE] ok\r\n`);
      tag = await line.command('EXAMINE "B" (CONDSTORE)');
      line.send(`* OK [CLOSED] closed\r\n* 0 EXISTS\r\n* FLAGS (\\Seen)\r\n* OK [UIDVALIDITY 6] v\r\n* OK [NOMODSEQ] n\r\n${tag} OK [READ-ONLY] ok\r\n`);
      tag = await line.command('SELECT "gone" (CONDSTORE)');
      line.send(`${tag} NO [NONEXISTENT] no\r\n`);
      tag = await line.command('SELECT "half" (CONDSTORE)');
      line.send(`* OK [UIDVALIDITY 6] v\r\n${tag} OK ok\r\n`);
      tag = await line.command('SELECT "novalidity" (CONDSTORE)');
      line.send(`* 1 EXISTS\r\n${tag} OK ok\r\n`);
    });
    expect(await session.select('A b')).toEqual({ wireName: 'A b', exists: 3, uidValidity: 5, uidNext: 10, highestModseq: '9223372036854775807', permanentFlags: ['\\Seen', '\\*'], readOnly: false });
    expect(session.selected?.wireName).toBe('A b');
    expect(await session.select('B', { readOnly: true })).toMatchObject({ exists: 0, uidNext: 0, highestModseq: '0', permanentFlags: ['\\Seen'], readOnly: true });
    expect(await failureOf(session.select('gone'))).toMatchObject({ code: 'folder-gone', responseCode: 'NONEXISTENT' });
    expect(session.selected).toBeNull();
    expect((await failureOf(session.select('half'))).code).toBe('protocol');
    expect((await failureOf(session.select('novalidity'))).code).toBe('unsupported');
  });
});

describe('UID FETCH', () => {
  test('asks for what is named, with CHANGEDSINCE', async () => {
    const { session } = await selected(async (line) => {
      const tag = await line.command('UID FETCH 1:3,7 (UID FLAGS MODSEQ INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE PREVIEW (LAZY) BODY.PEEK[HEADER.FIELDS (REFERENCES X-A)] BODY.PEEK[] BODY.PEEK[1.2.MIME]<0.100>) (CHANGEDSINCE 12)');
      line.send(`* 1 FETCH (UID 2 FLAGS ())\r\n${tag} OK\r\n`);
    }, {}, { capabilities: `${CAPABILITIES} PREVIEW` });
    const rows: FetchedMessage[] = [];
    await session.uidFetch([[1, 3], [7, 7]], { flags: true, modseq: true, internalDate: true, size: true, envelope: true, bodyStructure: true, preview: true, headerFields: ['References', 'X-A'], sections: [{ section: '' }, { section: '1.2.mime', length: 100 }] }, { changedSince: '12' }, (row) => void rows.push(row));
    expect(rows).toEqual([]);
  });
  test('rows of other messages and bare flags are news, not answers', async () => {
    const { session } = await selected(async (line) => {
      const tag = await line.command('UID FETCH 1:5 (UID FLAGS RFC822.SIZE)');
      line.send('* 1 FETCH (UID 1 FLAGS () RFC822.SIZE 10)\r\n* 9 FETCH (UID 9 FLAGS (\\Seen) RFC822.SIZE 1)\r\n* 2 FETCH (FLAGS (\\Seen))\r\n* 3 FETCH (UID 3 FLAGS (\\Seen))\r\n* 5 EXPUNGE\r\n* 2 EXPUNGED\r\n* 12 EXISTS\r\n* VANISHED 41,43:45\r\n');
      line.send(`* 3 FETCH (RFC822.SIZE 30 FLAGS (\\Seen) UID 3)\r\n${tag} OK\r\n`);
    });
    const rows: number[] = [];
    const news: MailboxNews[] = [];
    session.onNews((item) => news.push(item));
    await session.uidFetch([[1, 5]], { flags: true, size: true }, {}, (row) => void rows.push(row.uid));
    expect(rows).toEqual([1, 3]);
    expect(news).toEqual([
      expect.objectContaining({ kind: 'fetch', sequence: 9, uid: 9, flags: ['\\Seen'] }),
      { kind: 'fetch', sequence: 2, uid: null, flags: ['\\Seen'] },
      { kind: 'fetch', sequence: 3, uid: 3, flags: ['\\Seen'] },
      { kind: 'expunge', sequence: 5 },
      { kind: 'expunge', sequence: 2 },
      { kind: 'exists', count: 12 },
      { kind: 'vanished', uids: [[41, 41], [43, 45]] },
    ]);
  });
  test('a NO after some rows is a failure', async () => {
    const { session } = await selected(async (line) => {
      const tag = await line.command(/^UID FETCH/u);
      line.send(`* 1 FETCH (UID 1 RFC822.SIZE 10)\r\n${tag} NO [UNAVAILABLE] UID FETCH Server error\r\n`);
    });
    const rows: number[] = [];
    expect(await failureOf(session.uidFetch([[1, 5]], { size: true }, {}, (row) => void rows.push(row.uid)))).toMatchObject({ code: 'server-no', responseCode: 'UNAVAILABLE' });
    expect(rows).toEqual([1]);
  });
  test('a promise of onMessage stops the stream until it settles; what it throws rejects, and the session lives on', async () => {
    const { session } = await selected(async (line) => {
      let tag = await line.command(/^UID FETCH/u);
      line.send(`* 1 FETCH (UID 1 RFC822.SIZE 1)\r\n* 2 FETCH (UID 2 RFC822.SIZE 2)\r\n${tag} OK\r\n`);
      tag = await line.command(/^UID FETCH/u);
      line.send(`* 1 FETCH (UID 1 RFC822.SIZE 1)\r\n* 2 FETCH (UID 2 RFC822.SIZE 2)\r\n${tag} OK\r\n`);
      tag = await line.command('NOOP');
      line.send(`${tag} OK\r\n`);
    });
    const events: string[] = [];
    await session.uidFetch([[1, 2]], { size: true }, {}, async (row) => {
      events.push(`begin ${row.uid}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
      events.push(`end ${row.uid}`);
    });
    expect(events).toEqual(['begin 1', 'end 1', 'begin 2', 'end 2']);
    const seen: number[] = [];
    await expect(session.uidFetch([[1, 2]], { size: true }, {}, (row) => {
      seen.push(row.uid);
      throw new Error('disk full');
    })).rejects.toThrow('disk full');
    expect(seen).toEqual([1]);
    await session.noop();
  });
  test('nothing is asked for an empty set; CHANGEDSINCE needs CONDSTORE', async () => {
    const { session, server } = await selected(async () => undefined, {}, { capabilities: 'IMAP4rev1 SASL-IR' });
    await session.uidFetch([], { flags: true }, {}, () => undefined);
    expect((await failureOf(session.uidFetch([[1, 1]], { flags: true }, { changedSince: '1' }, () => undefined))).code).toBe('unsupported');
    expect(server.heard.length).toBe(2);
  });
});

describe('UID STORE, COPY, MOVE, EXPUNGE', () => {
  test('STORE: silent, conditional, MODIFIED; other messages are news', async () => {
    const news: MailboxNews[] = [];
    const { session } = await selected(async (line) => {
      let tag = await line.command('UID STORE 1:2 (UNCHANGEDSINCE 5) +FLAGS.SILENT (\\Seen $X)');
      line.send(`* 1 FETCH (UID 1 MODSEQ (7))\r\n* 3 FETCH (UID 3 FLAGS (\\Flagged))\r\n${tag} OK [MODIFIED 2,1] Conditional\r\n`);
      tag = await line.command('UID STORE 4 -FLAGS.SILENT (\\Deleted)');
      line.send(`${tag} OK\r\n`);
      tag = await line.command('UID STORE 4 FLAGS.SILENT ()');
      line.send(`${tag} NO [OVERQUOTA] full\r\n`);
    });
    session.onNews((item) => news.push(item));
    expect(await session.uidStore([[1, 2]], { action: 'add', flags: ['\\Seen', '$X'], unchangedSince: '5' })).toEqual({ modified: [2, 1] });
    expect(news).toEqual([{ kind: 'fetch', sequence: 3, uid: 3, flags: ['\\Flagged'] }]);
    expect(await session.uidStore([[4, 4]], { action: 'remove', flags: ['\\Deleted'] })).toEqual({ modified: [] });
    expect((await failureOf(session.uidStore([[4, 4]], { action: 'replace', flags: [] }))).code).toBe('over-quota');
  });
  test('COPYUID tagged, untagged, absent, and one that does not pair up', async () => {
    const { session } = await selected(async (line) => {
      let tag = await line.command('UID COPY 4,6:7 "A"');
      line.send(`${tag} OK [COPYUID 9 6:7,4 21:23] ok\r\n`);
      tag = await line.command('UID MOVE 4 "A"');
      line.send(`* OK [COPYUID 9 4 24] moved\r\n* 2 EXPUNGE\r\n${tag} OK ok\r\n`);
      tag = await line.command('UID COPY 4 "A"');
      line.send(`${tag} OK ok\r\n`);
      tag = await line.command('UID COPY 4:5 "A"');
      line.send(`${tag} OK [COPYUID 9 4:5 24] ok\r\n`);
      tag = await line.command('UID MOVE 4 "B"');
      line.send(`${tag} NO [TRYCREATE] no such mailbox\r\n`);
      tag = await line.command('UID EXPUNGE 4');
      line.send(`* 4 EXPUNGE\r\n${tag} OK\r\n`);
    });
    expect(await session.uidCopy([[4, 4], [6, 7]], 'A')).toEqual({ uidValidity: 9, source: [6, 7, 4], destination: [21, 22, 23] });
    expect(await session.uidMove([[4, 4]], 'A')).toEqual({ uidValidity: 9, source: [4], destination: [24] });
    expect(await session.uidCopy([[4, 4]], 'A')).toBeNull();
    expect(await session.uidCopy([[4, 5]], 'A')).toBeNull();
    expect((await failureOf(session.uidMove([[4, 4]], 'B'))).code).toBe('folder-gone');
    await session.uidExpunge([[4, 4]]);
  });
  test('nothing is sent where the server lacks it', async () => {
    const { session, server } = await selected(async () => undefined, {}, { capabilities: 'IMAP4rev1 SASL-IR' });
    expect((await failureOf(session.uidMove([[1, 1]], 'A'))).code).toBe('unsupported');
    expect((await failureOf(session.uidExpunge([[1, 1]]))).code).toBe('unsupported');
    expect((await failureOf(session.idle())).code).toBe('unsupported');
    expect(server.heard.filter((text) => /MOVE|EXPUNGE|IDLE/u.test(text))).toEqual([]);
  });
  test('a masked extension is not used', async () => {
    const { session } = await selected(async () => undefined, {}, { mask: ['MOVE'] });
    expect((await failureOf(session.uidMove([[1, 1]], 'A'))).code).toBe('unsupported');
  });
});
