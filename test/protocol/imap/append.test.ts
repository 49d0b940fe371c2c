/** APPEND in every form, MULTIAPPEND, CATENATE and REPLACE: what goes over the wire, and where messages went. */
import { describe, expect, test } from 'vitest';
import { append } from '../../../main/imap/commands/append.ts';
import { catenate } from '../../../main/imap/commands/catenate.ts';
import { multiAppend } from '../../../main/imap/commands/multi-append.ts';
import { replace, uidReplace } from '../../../main/imap/commands/replace.ts';
import { enable } from '../../../main/imap/commands/enable.ts';
import type { ScriptLine } from '../../support/script-server.ts';
import { CAPABILITIES, failureOf, loggedIn, selected } from './setup.ts';

const ALL = { capabilities: `${CAPABILITIES} BINARY MULTIAPPEND CATENATE REPLACE UTF8=ACCEPT` };
const BARE = { capabilities: 'IMAP4rev1 SASL-IR' };
const message = (text: string): Buffer => Buffer.from(`Subject: ${text}\r\n\r\n${text}\r\n`);
const DATE = new Date(Date.UTC(2026, 10, 21, 3, 4, 5));

/** One command with its literals, wanted where that is waited for: answers the tag. */
async function command(line: ScriptLine, ...expected: (string | Buffer)[]): Promise<string> {
  let tag = '';
  for (const [index, piece] of expected.entries()) {
    if (typeof piece === 'string') {
      if (index === 0) tag = await line.command(piece);
      else await line.expect(piece);
      if (/\{\d+\}$/u.test(piece)) line.send('+ go\r\n');
    } else expect((await line.literal(piece.length)).toString('latin1')).toBe(piece.toString('latin1'));
  }
  return tag;
}

describe('APPEND', () => {
  test('of binary content', async () => {
    const octets = Buffer.from('Content-Transfer-Encoding: binary\r\n\r\n\0\xff', 'latin1');
    const { session } = await loggedIn(async (line) => {
      const tag = await command(line, `APPEND "A" ~{${octets.length}}`, octets, '');
      line.send(`${tag} OK [APPENDUID 7 42] ok\r\n`);
    }, {}, ALL);
    expect(await session.append('A', octets, { flags: [], form: 'binary' })).toEqual({ uidValidity: 7, uid: 42 });
    expect((await failureOf(session.append('A', octets, { flags: [] }))).code).toBe('invalid-input');
  });
  test('of UTF-8 headers, once that is enabled and not before', async () => {
    const octets = Buffer.from('Subject: Grüße\r\n\r\n');
    const { session, server } = await loggedIn(async (line) => {
      let tag = await line.command('ENABLE UTF8=ACCEPT');
      line.send(`* ENABLED UTF8=ACCEPT\r\n${tag} OK\r\n`);
      tag = await command(line, `APPEND "A" (\\Seen) UTF8 (~{${octets.length}}`, octets, ')');
      line.send(`${tag} OK\r\n`);
      tag = await command(line, 'APPEND "A" () UTF8 (~{0}', Buffer.alloc(0), ')');
      line.send(`${tag} OK\r\n`);
    }, {}, ALL);
    expect(await failureOf(session.append('A', octets, { flags: [], form: 'utf8' }))).toMatchObject({ code: 'unsupported', responseCode: 'UTF8=ACCEPT' });
    await session.run(enable(['UTF8=ACCEPT']));
    expect(await session.append('A', octets, { flags: ['\\Seen'], form: 'utf8' })).toBeNull();
    await session.append('A', Buffer.alloc(0), { flags: [], form: 'utf8' });
    await server.done();
  });
  test('of a form the server lacks', async () => {
    const { session } = await loggedIn(async () => undefined, {}, BARE);
    for (const form of ['binary', 'utf8'] as const) expect((await failureOf(session.append('A', message('x'), { flags: [], form }))).code).toBe('unsupported');
  });
  test('of more than the server takes is refused before a word is sent', async () => {
    const { session, server } = await loggedIn(async (line) => {
      const tag = await command(line, 'APPEND "A" {20}', Buffer.alloc(20, 'x'), '');
      line.send(`${tag} NO [TOOBIG] no\r\n`);
    }, {}, { capabilities: 'IMAP4rev1 SASL-IR LITERAL+ APPENDLIMIT=20' });
    const heard = server.heard.length;
    expect(await failureOf(session.append('A', Buffer.alloc(21, 'x'), { flags: [] }))).toMatchObject({ code: 'message-refused', responseCode: 'TOOBIG' });
    expect(await failureOf(session.append('A', Buffer.alloc(11, 'x'), { flags: [], limit: 10 }))).toMatchObject({ code: 'message-refused' });
    expect(await failureOf(session.append('A', { size: 21, open: () => [] }, { flags: [] }))).toMatchObject({ code: 'message-refused' });
    expect(server.heard.length).toBe(heard);
    expect(await failureOf(session.append('A', Buffer.alloc(20, 'x'), { flags: [] }))).toMatchObject({ code: 'message-refused', responseCode: 'TOOBIG' });
  });
  test.each([['7 42', { uidValidity: 7, uid: 42 }], ['7 42:43', null], ['7 x', null], ['7', null], ['0x7 4', null], ['7 4294967296', null]])('APPENDUID %s', async (code, expected) => {
    const { session } = await loggedIn(async (line) => {
      const tag = await command(line, 'APPEND "A" {1}', Buffer.from('a'), '');
      line.send(`${tag} OK [APPENDUID ${code}] ok\r\n`);
    });
    expect(await session.run(append('A', Buffer.from('a'), { flags: [] }))).toEqual(expected);
  });
});

describe('MULTIAPPEND', () => {
  const three = [{ content: message('1'), flags: ['\\Seen', '$Forwarded'], date: DATE }, { content: { size: 2, open: () => [Buffer.from('b'), Buffer.from('c')] }, flags: [] }, { content: Buffer.from('\0'), flags: [], form: 'binary' as const }];
  test('three in one command, UIDs in their order', async () => {
    const { session } = await loggedIn(async (line) => {
      const tag = await command(line, `APPEND "A" (\\Seen $Forwarded) "21-Nov-2026 03:04:05 +0000" {${message('1').length}}`, message('1'), ' {2+}', Buffer.from('bc'), ' ~{1+}', Buffer.from('\0'), '');
      line.send(`${tag} OK [APPENDUID 7 10:11,20] ok\r\n`);
    }, {}, ALL);
    expect(await session.run(multiAppend('A', three))).toEqual({ uidValidity: 7, uids: [10, 11, 20] });
  });
  test('null where the set does not name each', async () => {
    for (const set of ['10:11', '10:13', '10', '1:4294967295', ',']) {
      const { session } = await loggedIn(async (line) => {
        const tag = await command(line, 'APPEND "A" {1}', Buffer.from('a'), ' {1+}', Buffer.from('b'), ' {1+}', Buffer.from('c'), '');
        line.send(`${tag} OK [APPENDUID 7 ${set}] ok\r\n`);
      }, {}, ALL);
      expect(await session.run(multiAppend('A', ['a', 'b', 'c'].map((text) => ({ content: Buffer.from(text), flags: [] }))))).toBeNull();
    }
  });
  test('refused at the second: the third is never opened, and the session goes on', async () => {
    let opened = 0;
    const source = (text: string) => ({ content: { size: text.length, open: () => (opened++, [Buffer.from(text)]) }, flags: [] });
    const { session, server } = await loggedIn(async (line) => {
      const tag = await line.command('APPEND "A" {1}');
      line.send('+ go\r\n');
      await line.literal(1);
      await line.expect(' {1}');
      line.send(`${tag} NO [OVERQUOTA] full\r\n`);
      line.send(`${await line.command('NOOP')} OK\r\n`);
    }, {}, { capabilities: 'IMAP4rev1 SASL-IR MULTIAPPEND' });
    const refused = failureOf(session.run(multiAppend('A', [source('a'), source('b'), source('c')])));
    await session.noop();
    expect((await refused).code).toBe('over-quota');
    expect(opened).toBe(1);
    await server.done();
  });
  test('needs what it uses, and messages', async () => {
    const { session } = await loggedIn(async () => undefined, {}, { capabilities: 'IMAP4rev1 SASL-IR MULTIAPPEND' });
    expect(await failureOf(session.run(multiAppend('A', three)))).toMatchObject({ code: 'unsupported', responseCode: 'BINARY' });
    expect((await failureOf(session.run(multiAppend('A', [])))).code).toBe('invalid-input');
  });
});

describe('CATENATE', () => {
  test('text the server is sent, parts it has, a source, UTF-8', async () => {
    const { session } = await loggedIn(async (line) => {
      line.send(`* ENABLED UTF8=ACCEPT\r\n${await line.command('ENABLE UTF8=ACCEPT')} OK\r\n`);
      const tag = await command(line, 'APPEND "Drafts" (\\Draft) "21-Nov-2026 03:04:05 +0000" CATENATE (TEXT {3}', Buffer.from('a\r\n'), ' URL "/Drafts;UIDVALIDITY=7/;UID=20/;SECTION=2" TEXT {2}', Buffer.from('bc'), ' UTF8 (~{2}', Buffer.from('ü'), '))');
      line.send(`* 5 EXISTS\r\n${tag} OK [APPENDUID 7 42] ok\r\n`);
    }, {}, ALL);
    await session.run(enable(['UTF8=ACCEPT']));
    const parts = [{ text: Buffer.from('a\r\n') }, { url: '/Drafts;UIDVALIDITY=7/;UID=20/;SECTION=2' }, { text: { size: 2, open: () => [Buffer.from('bc')] } }, { text: Buffer.from('ü'), utf8: true }];
    expect(await session.run(catenate('Drafts', parts, { flags: ['\\Draft'], date: DATE }))).toEqual({ uidValidity: 7, uid: 42 });
  });
  test('a part that is not there, a whole that is too large', async () => {
    const { session } = await loggedIn(async (line) => {
      line.send(`${await line.command(/^APPEND/u)} NO [BADURL "/A;UIDVALIDITY=1/;UID=9"] no such message\r\n`);
      line.send(`${await line.command(/^APPEND/u)} NO [TOOBIG] too big\r\n`);
    }, {}, ALL);
    const url = { url: '/A;UIDVALIDITY=1/;UID=9' };
    expect(await failureOf(session.run(catenate('A', [url], { flags: [] })))).toMatchObject({ code: 'server-no', responseCode: 'BADURL', detail: '"/A;UIDVALIDITY=1/;UID=9" no such message' });
    expect(await failureOf(session.run(catenate('A', [url], { flags: [] })))).toMatchObject({ code: 'message-refused', responseCode: 'TOOBIG' });
    expect(await failureOf(session.run(catenate('A', [{ text: message('x') }], { flags: [], limit: 3 })))).toMatchObject({ code: 'message-refused' });
    expect((await failureOf(session.run(catenate('A', [], { flags: [] })))).code).toBe('invalid-input');
    expect((await failureOf(session.run(catenate('A', [{ text: Buffer.from('ü'), utf8: true }], { flags: [] })))).code).toBe('unsupported');
  });
  test('without CATENATE', async () => {
    const { session } = await loggedIn(async () => undefined, {}, BARE);
    expect(await failureOf(session.run(catenate('A', [{ url: '/A/;UID=1' }], { flags: [] })))).toMatchObject({ code: 'unsupported', responseCode: 'CATENATE' });
  });
});

describe('REPLACE', () => {
  test('the new UID comes untagged, before the old message goes; two wait for each other', async () => {
    const { session, server } = await selected(async (line) => {
      let tag = await command(line, 'UID REPLACE 5 "Drafts" (\\Draft) {1}', Buffer.from('a'), '');
      line.send(`* OK [APPENDUID 7 42] stored\r\n* 4 EXISTS\r\n* 2 EXPUNGE\r\n${tag} OK done\r\n`);
      tag = await command(line, 'UID REPLACE 6 "Drafts" {1}', Buffer.from('b'), '');
      line.send(`${tag} OK [APPENDUID 7 43] done\r\n`);
      tag = await command(line, 'REPLACE 3 "Drafts" ~{1}', Buffer.from('\0'), '');
      line.send(`${tag} OK done\r\n`);
    }, {}, ALL);
    const news: string[] = [];
    session.onNews((item) => news.push(item.kind));
    expect(await Promise.all([
      session.run(uidReplace(5, 'Drafts', Buffer.from('a'), { flags: ['\\Draft'] })),
      session.run(uidReplace(6, 'Drafts', Buffer.from('b'), { flags: [] })),
      session.run(replace(3, 'Drafts', Buffer.from('\0'), { flags: [], form: 'binary' })),
    ])).toEqual([{ uidValidity: 7, uid: 42 }, { uidValidity: 7, uid: 43 }, null]);
    expect(news).toEqual(['exists', 'expunge']);
    await server.done();
  });
  test('refused: the old message is still there; without REPLACE unsupported', async () => {
    const { session } = await selected(async (line) => {
      line.send(`${await command(line, 'UID REPLACE 5 "Gone" {1}', Buffer.from('a'), '')} NO [TRYCREATE] none\r\n`);
    }, {}, ALL);
    expect(await failureOf(session.run(uidReplace(5, 'Gone', Buffer.from('a'), { flags: [] })))).toMatchObject({ code: 'folder-gone', message: 'The server refused to put the message in the place of another.' });
    const bare = await selected(async () => undefined);
    expect(await failureOf(bare.session.run(uidReplace(5, 'A', Buffer.from('a'), { flags: [] })))).toMatchObject({ code: 'unsupported', responseCode: 'REPLACE' });
  });
});
