/** After login: ID, ENABLE, UTF8=ACCEPT and UTF8=ONLY, IMAP4rev2, masks, capabilities on request; and a server that answers no command it does not know. */
import { describe, expect, test } from 'vitest';
import { list } from '../../../main/imap/commands/list.ts';
import { rename } from '../../../main/imap/commands/rename.ts';
import type { ScriptLine } from '../../support/script-server.ts';
import { failureOf, loggedIn, opened, PLAIN, playSelect, serve } from './setup.ts';

/** Greeting and login without a word more. */
async function playPlainLogin(line: ScriptLine, capabilities: string): Promise<void> {
  line.send(`* OK [CAPABILITY ${capabilities} AUTH=PLAIN SASL-IR] ready\r\n`);
  line.send(`${await line.command(`AUTHENTICATE PLAIN ${PLAIN}`)} OK [CAPABILITY ${capabilities}] in\r\n`);
}

describe('ID', () => {
  test('goes before SELECT, is answered whenever, and is kept: bounded, inert, names in lower case', async () => {
    const server = await serve(async (line) => {
      await playPlainLogin(line, 'IMAP4rev1 ID');
      const tag = await line.command('ID ("name" "Godwit" "version" "1")');
      const many = Array.from({ length: 40 }, (_, n) => `"f${n}" "${n}"`).join(' ');
      line.send(`* ID ("Name" "Cyrus\u200e IMAPD" "version" NIL "environment" {3}\r\na\tb "x" "${'y'.repeat(2000)}" ${many})\r\n${tag} OK\r\n`.replace('\u200e', '\xe2\x80\xae'));
      await playSelect(line);
    });
    const session = await opened(server, { clientId: { name: 'Godwit', version: '1' } });
    expect(session.serverId).toBeNull();
    await session.select('INBOX');
    expect(session.serverId).toMatchObject({ name: 'Cyrus IMAPD', version: '', environment: 'a b' });
    expect(session.serverId!['x']!.length).toBeLessThanOrEqual(500);
    expect(Object.keys(session.serverId!).length).toBe(30);
  });
  test.each(['* ID NIL\r\n', '', '* ID ("name"\r\n', '* ID foo\r\n'])('%j tells nothing', async (answer) => {
    const server = await serve(async (line) => {
      await playPlainLogin(line, 'IMAP4rev1 ID');
      line.send(`${answer}${await line.command(/^ID /u)} OK\r\n`);
      line.send(`${await line.command('NOOP')} OK\r\n`);
    });
    const session = await opened(server);
    await session.noop();
    expect(session.serverId).toEqual({});
  });
  test('is not said to a server that does not announce it', async () => {
    const server = await serve(async (line) => {
      await playPlainLogin(line, 'IMAP4rev1');
      line.send(`${await line.command('NOOP')} OK\r\n`);
    });
    await (await opened(server)).noop();
    await server.done();
  });
});

describe('a command the server will never answer', () => {
  test('Binc names it in an untagged NO: that command fails, the others go on, a late answer is no surprise', async () => {
    const { session } = await loggedIn(async (line) => {
      const first = await line.command('NOOP');
      const unknown = await line.command('LIST "" "*"');
      line.send(`${first} OK\r\n* NO The command "LIST" is not supported.\r\n* NO The command "STATUS" is not supported.\r\n`);
      line.send(`${await line.command('NOOP')} OK\r\n${unknown} OK late\r\n`);
      line.send(`${await line.command('NOOP')} OK\r\n`);
    });
    const [, failed] = await Promise.all([session.noop(), failureOf(session.run(list()))]);
    expect(failed).toMatchObject({ code: 'unsupported', responseCode: 'LIST' });
    await session.noop();
    await session.noop();
  });
  test('silence ends the session, since nothing says which command it is about', async () => {
    const { session } = await loggedIn(async (line) => {
      await line.command('LIST "" "*"');
      await line.hungUp();
    }, { silenceMs: 150 });
    expect((await failureOf(session.run(list()))).code).toBe('timeout');
    expect((await session.closed).code).toBe('timeout');
  });
});

describe('ENABLE', () => {
  test('only what is wanted and offered', async () => {
    const server = await serve(async (line) => {
      await playPlainLogin(line, 'IMAP4rev1 ENABLE CONDSTORE QRESYNC UTF8=ACCEPT');
      const tag = await line.command('ENABLE QRESYNC CONDSTORE');
      line.send(`* ENABLED QResync CONDSTORE\r\n${tag} OK\r\n`);
      line.send(`${await line.command('NOOP')} OK\r\n`);
    });
    const session = await opened(server, { enable: ['QRESYNC', 'CONDSTORE', 'IMAP4rev2'] });
    await session.noop();
    expect([...session.enabled]).toEqual(['QRESYNC', 'CONDSTORE']);
    expect(session.utf8).toBe(false);
  });
  test('a mask in the options switches off what the server announces', async () => {
    const server = await serve(async (line) => playPlainLogin(line, 'IMAP4rev1 ENABLE CONDSTORE ID MOVE'));
    const session = await opened(server, { mask: ['condstore', 'ID', 'MOVE'] });
    expect(session.capabilities.list).toEqual(['IMAP4REV1', 'ENABLE']);
  });
});

describe('UTF8=ACCEPT', () => {
  test('is waited for; then names are UTF-8 both ways, quoted, and SEARCH names no charset', async () => {
    const server = await serve(async (line) => {
      await playPlainLogin(line, 'IMAP4rev1 ENABLE UTF8=ACCEPT');
      const enable = await line.command('ENABLE UTF8=ACCEPT');
      line.send(`* ENABLED UTF8=ACCEPT\r\n${enable} OK\r\n`);
      const tag = await line.command('LIST "" "*"');
      const lsub = await line.command('LSUB "" "*"');
      line.send(Buffer.from(`* LIST () "/" "Entwürfe"\r\n* LIST () "/" "Tom &- Jerry &AOk-"\r\n${tag} OK\r\n${lsub} OK\r\n`));
      const raw = (text: string): string => Buffer.from(text).toString('latin1');
      line.send(`* 0 EXISTS\r\n* OK [UIDVALIDITY 1] v\r\n${await line.command(raw('SELECT "Entwürfe/\\"日本\\""'))} OK\r\n`);
      line.send(`* SEARCH\r\n${await line.command(raw('UID SEARCH SUBJECT "Grüße"'))} OK\r\n`);
    });
    const session = await opened(server, { enable: ['UTF8=ACCEPT'] });
    expect(session.utf8).toBe(true);
    expect((await session.list()).map(({ name }) => name)).toEqual(['Entwürfe', 'Tom &- Jerry &AOk-']);
    await session.select(session.wireName('Entwu\u0308rfe/"日本"'));
    expect(await session.uidSearch({ subject: 'Grüße' })).toEqual([]);
    await server.done();
  });
  test('UTF8=ONLY forces it; refused, there is no session; not wanted and only offered, it is left alone', async () => {
    const server = await serve([
      async (line) => {
        await playPlainLogin(line, 'IMAP4rev1 ENABLE UTF8=ONLY');
        const tag = await line.command('ENABLE UTF8=ACCEPT');
        line.send(`* ENABLED UTF8=ACCEPT\r\n${tag} OK\r\n`);
      },
      async (line) => {
        await playPlainLogin(line, 'IMAP4rev1 ENABLE UTF8=ONLY');
        line.send(`${await line.command('ENABLE UTF8=ACCEPT')} NO not today\r\n`);
      },
      async (line) => playPlainLogin(line, 'IMAP4rev1 ENABLE UTF8=ACCEPT'),
    ]);
    expect((await opened(server)).utf8).toBe(true);
    expect((await failureOf(opened(server))).code).toBe('server-no');
    expect((await opened(server)).utf8).toBe(false);
  });
  test('what is no UTF-8, or holds controls, still goes as a literal', async () => {
    const server = await serve(async (line) => {
      await playPlainLogin(line, 'IMAP4rev1 ENABLE UTF8=ACCEPT LITERAL+');
      const tag = await line.command('ENABLE UTF8=ACCEPT');
      line.send(`* ENABLED UTF8=ACCEPT\r\n${tag} OK\r\n`);
      await line.expect(/ LIST "" \{2\+\}$/u);
      expect(await line.literal(2)).toEqual(Buffer.from([0xff, 0x41]));
      await line.expect('');
      line.send('g3 OK\r\n');
    });
    const session = await opened(server, { enable: ['UTF8=ACCEPT'] });
    expect(await session.run(list({ patterns: ['\xffA'] }))).toEqual([]);
  });
});

describe('IMAP4rev2', () => {
  const SELECTED = '* 3 EXISTS\r\n* FLAGS (\\Seen)\r\n* OK [UIDVALIDITY 7] v\r\n* OK [UIDNEXT 4] n\r\n* LIST () "/" INBOX\r\n';
  test('a server that speaks nothing else: what it holds is used, nothing has to be enabled', async () => {
    const server = await serve(async (line) => {
      await playPlainLogin(line, 'IMAP4rev2');
      let tag = await line.command('LIST "" "*" RETURN (SUBSCRIBED CHILDREN SPECIAL-USE STATUS (MESSAGES UNSEEN UIDNEXT UIDVALIDITY))');
      line.send(Buffer.from(`* LIST (\\Subscribed) "/" "Grüße &-"\r\n* STATUS "Grüße &-" (MESSAGES 1 UNSEEN 0 UIDNEXT 2 UIDVALIDITY 3)\r\n${tag} OK\r\n`));
      tag = await line.command('SELECT "INBOX"');
      line.send(`${SELECTED}${tag} OK [READ-WRITE] ok\r\n`);
      tag = await line.command('UID SEARCH RETURN (ALL) SEEN');
      line.send(`* ESEARCH (TAG "${tag}") UID ALL 1,3\r\n${tag} OK\r\n`);
      tag = await line.command('UID MOVE 1 "A"');
      line.send(`* OK [COPYUID 5 1 9] moved\r\n* 1 EXPUNGE\r\n${tag} OK\r\n`);
      tag = await line.command('UID COPY 3 "B"');
      line.send(`${tag} NO [NOPERM] not yours\r\n`);
      line.send(`${await line.command('UNSELECT')} OK\r\n`);
    });
    const session = await opened(server);
    expect(session.utf8).toBe(true);
    expect(await session.list()).toMatchObject([{ name: 'Grüße &-', status: { messages: 1 } }]);
    expect(await session.select('INBOX')).toMatchObject({ exists: 3, uidNext: 4, readOnly: false });
    expect(await session.uidSearch({ seen: true })).toEqual([1, 3]);
    expect(await session.uidMove([[1, 1]], 'A')).toMatchObject({ destination: [9] });
    expect(await failureOf(session.uidCopy([[3, 3]], 'B'))).toMatchObject({ code: 'server-no', responseCode: 'NOPERM' });
    await session.unselect();
    await server.done();
  });
  test('both: rev1 until enabled, then names are UTF-8, SEARCH is answered with ESEARCH, RENAME with OLDNAME, SELECT with CLOSED', async () => {
    const server = await serve(async (line) => {
      await playPlainLogin(line, 'IMAP4rev1 IMAP4rev2 ENABLE');
      let tag = await line.command('ENABLE IMAP4REV2');
      line.send(`* ENABLED IMAP4rev2\r\n${tag} OK\r\n`);
      tag = await line.command('SELECT "INBOX"');
      line.send(`${SELECTED}${tag} OK [READ-WRITE] ok\r\n`);
      tag = await line.command('SELECT "B"');
      line.send(`* 9 EXISTS\r\n* OK [CLOSED] closed\r\n${SELECTED.replace('INBOX', 'B')}${tag} OK [READ-WRITE] ok\r\n`);
      tag = await line.command(/^UID SEARCH .*ALL$/u);
      line.send(`* ESEARCH (TAG "${tag}") UID\r\n${tag} OK\r\n`);
      tag = await line.command(Buffer.from('UID SEARCH RETURN (ALL) CHARSET UTF-8 SUBJECT "Grüße"').toString('latin1'));
      line.send(`* ESEARCH (TAG "${tag}") UID ALL 3\r\n${tag} OK\r\n`);
      tag = await line.command(Buffer.from('RENAME "B" "Ré"').toString('latin1'));
      line.send(Buffer.from(`* LIST () "/" "Ré" ("OLDNAME" ("B"))\r\n${tag} OK\r\n`));
    });
    const session = await opened(server, { enable: ['IMAP4rev2'] });
    expect(session.capabilities.has('UNSELECT')).toBe(true);
    await session.select('INBOX');
    expect((await session.select('B')).exists).toBe(3);
    expect(await session.uidSearch({ all: true })).toEqual([]);
    expect(await session.uidSearch({ subject: 'Grüße' })).toEqual([3]);
    expect(await session.run(rename('B', session.wireName('Ré')))).toMatchObject({ name: 'Ré', oldName: 'B' });
    await server.done();
  });
  test('both and not asked for: rev1, and nothing is used that is not announced', async () => {
    const server = await serve(async (line) => playPlainLogin(line, 'IMAP4rev1 IMAP4rev2 ENABLE'));
    const session = await opened(server);
    expect(session.utf8).toBe(false);
    expect(session.capabilities.has('UIDPLUS')).toBe(false);
  });
});

describe('capabilities', () => {
  test('neither in the greeting nor after login: asked for both times', async () => {
    const server = await serve(async (line) => {
      line.send('* OK Welcome to Binc IMAP\r\n');
      let tag = await line.command('CAPABILITY');
      line.send(`* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n${tag} OK\r\n`);
      tag = await line.command('AUTHENTICATE PLAIN');
      line.send('+ \r\n');
      await line.expect(PLAIN);
      line.send(`${tag} OK done\r\n`);
      tag = await line.command('CAPABILITY');
      line.send(`* CAPABILITY IMAP4rev1\r\n${tag} OK\r\n`);
    });
    expect((await opened(server)).capabilities.list).toEqual(['IMAP4REV1']);
  });
  test('a code in the answer to any command, tagged or not, replaces them', async () => {
    const { session } = await loggedIn(async (line) => {
      line.send(`${await line.command('NOOP')} OK [CAPABILITY IMAP4rev1 MOVE] new\r\n`);
      line.send(`* OK [CAPABILITY IMAP4rev1 SORT] newer\r\n${await line.command('NOOP')} NO [SERVERBUG] x\r\n`);
    });
    await session.noop();
    expect(session.capabilities.list).toEqual(['IMAP4REV1', 'MOVE']);
    await failureOf(session.noop());
    expect(session.capabilities.list).toEqual(['IMAP4REV1', 'SORT']);
  });
});
