/** The fine rules that a client depends on, over bare sockets. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startDemo, type DemoHandle } from '../../../app/demo/start-demo.ts';
import { WireClient } from './wire-client.ts';

let demo: DemoHandle;
let one: WireClient;
let two: WireClient;
const mail = (subject: string): string => `From: a@example.net\r\nTo: you@example.org\r\nSubject: ${subject}\r\n\r\n${subject} body\r\n`;

beforeEach(async () => {
  demo = await startDemo({ seed: false });
  for (const subject of ['one', 'two', 'three', 'four']) demo.store.deliver(mail(subject), 'INBOX', ['\\Seen']);
  one = await WireClient.loggedIn(demo);
  two = await WireClient.loggedIn(demo);
});
afterEach(async () => {
  one.close();
  two.close();
  await demo.close();
});

describe('EXPUNGE comes only when it may (RFC 3501 7.4.1)', () => {
  test('never with FETCH, STORE or SEARCH; then with the next other command', async () => {
    await one.command('SELECT INBOX');
    demo.store.expunge('INBOX', [2]);
    expect(await one.command('FETCH 1:4 UID')).toEqual(['* 1 FETCH (UID 1)', '* 2 FETCH (UID 2)', '* 3 FETCH (UID 3)', '* 4 FETCH (UID 4)', 'OK Fetched']);
    expect(await one.command('SEARCH ALL')).toEqual(['* SEARCH 1 3 4', 'OK Searched']);
    expect(await one.command('STORE 1 +FLAGS.SILENT (\\Flagged)')).toEqual(['OK Stored']);
    expect(await one.command('STORE 2 +FLAGS (\\Flagged)')).toEqual(['NO [EXPUNGEISSUED] Some messages are expunged']);
    expect(await one.command('COPY 1:2 INBOX')).toEqual(['* 2 EXPUNGE', 'NO [EXPUNGEISSUED] Some messages are expunged']);
    expect(await one.command('NOOP')).toEqual(['OK Done']);
    expect(await one.command('FETCH 2 UID')).toEqual(['* 2 FETCH (UID 3)', 'OK Fetched']);
  });

  test('new mail after an EXPUNGE keeps the numbers right', async () => {
    await one.command('SELECT INBOX');
    demo.store.expunge('INBOX', [1, 4]);
    demo.store.deliver(mail('five'));
    expect(await one.command('UID FETCH 3 FLAGS')).toEqual([
      '* 3 FETCH (UID 3 FLAGS (\\Seen \\Recent))', '* 1 EXPUNGE', '* 3 EXPUNGE', '* 3 EXISTS', '* 3 RECENT', 'OK Fetched',
    ]);
  });

  test('new mail is told with FETCH while the EXPUNGE still waits', async () => {
    await one.command('SELECT INBOX');
    demo.store.expunge('INBOX', [4]);
    demo.store.deliver(mail('five'));
    expect(await one.command('FETCH 1 UID')).toEqual(['* 1 FETCH (UID 1)', '* 5 EXISTS', '* 5 RECENT', 'OK Fetched']);
    expect(await one.command('NOOP')).toEqual(['* 4 EXPUNGE', 'OK Done']);
  });

  test('flags set by another session come with the next command, one\'s own silent ones do not', async () => {
    await one.command('SELECT INBOX');
    await two.command('SELECT INBOX');
    expect(await two.command('UID STORE 3 +FLAGS.SILENT (\\Flagged)')).toEqual(['OK Stored']);
    expect(await one.command('NOOP')).toEqual(['* 3 FETCH (UID 3 FLAGS (\\Seen \\Flagged \\Recent))', 'OK Done']);
    expect(await two.command('NOOP')).toEqual(['OK Done']);
  });
});

describe('CONDSTORE (RFC 7162)', () => {
  test('UNCHANGEDSINCE leaves what was changed meanwhile and names it', async () => {
    await one.command('SELECT INBOX (CONDSTORE)');
    const [{ modseq = 0 } = {}] = demo.store.messages();
    demo.store.setFlags('INBOX', [2], 'add', ['\\Flagged']);
    const answer = await one.command(`UID STORE 1:3 (UNCHANGEDSINCE ${String(modseq + 2)}) +FLAGS.SILENT (\\Deleted)`);
    const highest = demo.store.mailbox('INBOX').highestModseq;
    expect(answer).toEqual([
      `* 1 FETCH (UID 1 MODSEQ (${String(highest)}))`,
      `* 3 FETCH (UID 3 MODSEQ (${String(demo.store.messages()[2]?.modseq)}))`,
      `* 2 FETCH (UID 2 FLAGS (\\Seen \\Flagged \\Recent) MODSEQ (${String(highest - 1)}))`,
      'OK [MODIFIED 2] Some were changed meanwhile',
    ]);
    expect([...(demo.store.messages()[1]?.flags ?? [])]).not.toContain('\\Deleted');
  });

  test('sequence numbers in MODIFIED of a STORE', async () => {
    await one.command('SELECT INBOX (CONDSTORE)');
    demo.store.expunge('INBOX', [1]);
    await one.command('NOOP');
    expect((await one.command('STORE 1:3 (UNCHANGEDSINCE 1) +FLAGS.SILENT (\\Deleted)')).at(-1)).toBe('OK [MODIFIED 1:3] Some were changed meanwhile');
  });

  test('CHANGEDSINCE sends only what changed, always with MODSEQ', async () => {
    const selected = await one.command('SELECT INBOX');
    const before = demo.store.mailbox('INBOX').highestModseq;
    expect(selected).toContain(`* OK [HIGHESTMODSEQ ${String(before)}] The highest`);
    demo.store.setFlags('INBOX', [4], 'add', ['$Later']);
    await one.command('NOOP');
    expect(await one.command(`UID FETCH 1:* (FLAGS) (CHANGEDSINCE ${String(before)})`)).toEqual([
      `* 4 FETCH (UID 4 FLAGS (\\Seen $Later \\Recent) MODSEQ (${String(before + 1)}))`, 'OK Fetched',
    ]);
    expect(await one.command(`SEARCH MODSEQ ${String(before + 1)}`)).toEqual([`* SEARCH 4 (MODSEQ ${String(before + 1)})`, 'OK Searched']);
  });

  test('VANISHED takes the place of EXPUNGE once QRESYNC is enabled', async () => {
    expect(await one.command('ENABLE QRESYNC X-NOTHING')).toEqual(['* ENABLED QRESYNC', 'OK Enabled']);
    await one.command('SELECT INBOX');
    const before = demo.store.mailbox('INBOX').highestModseq;
    demo.store.expunge('INBOX', [2, 3]);
    expect(await one.command('NOOP')).toEqual(['* VANISHED 2:3', 'OK Done']);
    expect(await one.command(`UID FETCH 1:* (FLAGS) (CHANGEDSINCE ${String(before)} VANISHED)`)).toEqual(['* VANISHED (EARLIER) 2:3', 'OK Fetched']);
    const validity = demo.store.mailbox('INBOX').uidValidity;
    demo.store.setFlags('INBOX', [4], 'add', ['\\Answered']);
    const again = await one.command(`SELECT INBOX (QRESYNC (${String(validity)} ${String(before)} 1:4 (1:2 1:2)))`);
    expect(again[0]).toBe('* OK [CLOSED] The mailbox before is closed');
    expect(again.filter((line) => /VANISHED|FETCH/.test(line))).toEqual([
      '* VANISHED (EARLIER) 2:3', `* 2 FETCH (UID 4 FLAGS (\\Seen \\Answered) MODSEQ (${String(before + 2)}))`,
    ]);
    expect((await one.command('SELECT INBOX (QRESYNC (1 1))')).some((line) => /VANISHED|FETCH/.test(line))).toBe(false);
  });

  test('EXPUNGE tells the new HIGHESTMODSEQ', async () => {
    await one.command('SELECT INBOX (CONDSTORE)');
    await one.command('STORE 1:2 +FLAGS.SILENT (\\Deleted)');
    const answer = await one.command('UID EXPUNGE 2');
    expect(answer).toEqual(['* 2 EXPUNGE', `OK [HIGHESTMODSEQ ${String(demo.store.mailbox('INBOX').highestModseq)}] Expunged`]);
    expect(demo.store.messages().map(({ uid }) => uid)).toEqual([1, 3, 4]);
  });
});

describe('copies and moves', () => {
  test('COPYUID, and MOVE says it before the EXPUNGE', async () => {
    const archive = demo.store.createMailbox('Archive');
    await one.command('SELECT INBOX');
    expect(await one.command('UID COPY 4,1:2 Archive')).toEqual([`OK [COPYUID ${String(archive.uidValidity)} 1:2,4 1:3] Copied`]);
    expect(await one.command('MOVE 2 Archive')).toEqual([`* OK [COPYUID ${String(archive.uidValidity)} 2 4] Moved`, '* 2 EXPUNGE', 'OK Moved']);
    expect(archive.messages.map(({ uid }) => uid)).toEqual([1, 2, 3, 4]);
    expect(await one.command('COPY 1 Nowhere')).toEqual(['NO [TRYCREATE] There is no such mailbox']);
  });

  test('APPEND takes both kinds of literals and keeps flags and date', async () => {
    const raw = mail('appended');
    one.send(`a APPEND INBOX (\\Seen $Mine) "05-Nov-2026 10:00:00 +0200" {${String(raw.length)}}\r\n`);
    expect(await one.until(/\r\n/)).toBe('+ go on\r\n');
    one.send(`${raw}\r\n`);
    expect(await one.until(/a OK.*\r\n/)).toContain(`a OK [APPENDUID ${String(demo.store.mailbox('INBOX').uidValidity)} 5]`);
    one.send(`b APPEND INBOX {${String(raw.length)}+}\r\n${raw}\r\n`);
    await one.until(/b OK.*\r\n/);
    const message = demo.store.messages()[4];
    expect(message?.raw.toString()).toBe(raw);
    expect([...(message?.flags ?? [])]).toEqual(['\\Seen', '$Mine']);
    expect(message?.internalDate.toISOString()).toBe('2026-11-05T08:00:00.000Z');
  });

  test('a literal that is too large is refused before it is sent', async () => {
    one.send('a APPEND INBOX {99999999}\r\n');
    expect(await one.until(/\r\n/)).toBe('a NO [TOOBIG] That literal is too large\r\n');
    expect(await one.command('NOOP')).toEqual(['OK Done']);
  });
});

describe('names', () => {
  test('literals, quotes and modified UTF-7', async () => {
    expect(await one.command('CREATE "a \\"b\\" &- c"')).toEqual(['OK Created']);
    one.send('x CREATE {11+}\r\nM&AOQ-rz/Sub\r\n');
    await one.until(/x (OK|BAD|NO).*\r\n/);
    one.send('y CREATE {12}\r\n');
    await one.until(/\+ .*\r\n/);
    one.send('M&AOQ-rz/Sub\r\n');
    await one.until(/y OK.*\r\n/);
    expect(demo.store.mailboxes.map(({ name }) => name)).toContain('März/Sub');
    expect(demo.store.mailboxes.map(({ name }) => name)).toContain('a "b" & c');
    expect(await one.command('CREATE M&AOQ')).toEqual(['NO [CANNOT] That name is not modified UTF-7']);
    expect(await one.command('LIST "" "%"')).toEqual([
      '* LIST (\\HasNoChildren) "/" INBOX', '* LIST (\\Noselect \\HasChildren) "/" M&AOQ-rz', '* LIST (\\HasNoChildren) "/" "a \\"b\\" &- c"', 'OK Listed',
    ]);
  });

  test('LIST RETURN STATUS and selection options', async () => {
    demo.store.createMailbox('Sent', { specialUse: '\\Sent', subscribed: true });
    demo.store.createMailbox('Sent/2026', { subscribed: true });
    expect(await one.command('LIST (SPECIAL-USE) "" "*" RETURN (SUBSCRIBED STATUS (MESSAGES UNSEEN))')).toEqual([
      '* LIST (\\HasChildren \\Sent \\Subscribed) "/" Sent', '* STATUS Sent (MESSAGES 0 UNSEEN 0)', 'OK Listed',
    ]);
    await one.command('DELETE Sent');
    expect(await one.command('LIST (SUBSCRIBED RECURSIVEMATCH) "" "%"')).toEqual([
      '* LIST (\\HasNoChildren \\Subscribed) "/" INBOX', '* LIST (\\Noselect \\HasChildren) "/" Sent ("CHILDINFO" ("SUBSCRIBED"))', 'OK Listed',
    ]);
  });

  test('RENAME takes what lies below along; INBOX stays', async () => {
    demo.store.createMailbox('a/b/c');
    expect(await one.command('RENAME a x/y')).toEqual(['OK Renamed']);
    expect(demo.store.mailboxes.map(({ name }) => name)).toEqual(['INBOX', 'x', 'x/y', 'x/y/b', 'x/y/b/c']);
    expect(await one.command('RENAME INBOX Old')).toEqual(['OK Renamed']);
    expect([demo.store.messages('INBOX').length, demo.store.messages('Old').length]).toEqual([0, 4]);
  });

  test('a mailbox that changes its life under a session ends the session', async () => {
    await one.command('SELECT INBOX');
    demo.store.changeUidValidity('INBOX');
    expect(await one.rest()).toBe('* BYE The selected mailbox is not there any more\r\n');
  });
});

describe('pipelining, syntax, limits', () => {
  test('several commands in one packet are answered in order', async () => {
    one.send('a SELECT INBOX\r\nb FETCH 1 UID\r\nc SEARCH RETURN (COUNT MIN MAX) ALL\r\nd LOGOUT\r\n');
    const text = await one.rest();
    expect(text.match(/^\w (OK|NO|BAD)/gm)).toEqual(['a OK', 'b OK', 'c OK', 'd OK']);
    expect(text).toContain('* ESEARCH (TAG "c") MIN 1 MAX 4 COUNT 4\r\n');
    expect(text).toContain('* BYE');
  });

  test('mistakes are BAD and do not end the connection', async () => {
    await one.command('SELECT INBOX');
    for (const wrong of ['FETCH 9 UID', 'FETCH 0 UID', 'FETCH 1', 'FETCH 1 (NONSENSE)', 'STORE 1 FLAGS', 'SEARCH SUBJECT', 'XYZ', 'UID FETCH 1 BODY[1.]', 'UID FETCH 1 BODY[HEADER.FIELDS ()]', 'LOGIN a b']) {
      expect((await one.command(wrong)).at(-1)).toMatch(/^BAD /);
    }
    expect(await one.command('UID FETCH 99:100 FLAGS')).toEqual(['OK Fetched']);
  });

  test('a line without end is refused', async () => {
    one.send('a LIST "" "'.padEnd(70_000, 'x'));
    expect(await one.rest()).toContain('* BYE That line is too long');
  });

  test('switched-off capabilities are gone, and so are their commands', async () => {
    const bare = await startDemo({ seed: false, without: ['CONDSTORE', 'UIDPLUS', 'MOVE', 'IDLE', 'ESEARCH'] });
    bare.store.deliver(mail('x'));
    const client = await WireClient.loggedIn(bare);
    const [capabilities = ''] = await client.command('CAPABILITY');
    expect(capabilities).not.toMatch(/CONDSTORE|QRESYNC|UIDPLUS|MOVE|IDLE|ESEARCH/);
    expect((await client.command('SELECT INBOX')).join()).not.toContain('HIGHESTMODSEQ');
    expect(await client.command('UID COPY 1 INBOX')).toContain('OK Copied');
    for (const gone of ['UID EXPUNGE 1', 'UID MOVE 1 INBOX', 'IDLE', 'SEARCH RETURN () ALL', 'FETCH 1 MODSEQ', 'ENABLE']) {
      expect((await client.command(gone)).at(-1)).toMatch(/^BAD /);
    }
    client.close();
    await bare.close();
  });
});
