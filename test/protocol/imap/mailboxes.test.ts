/** LIST with its options, STATUS with every item, and the commands that make, name and leave mailboxes. */
import { describe, expect, test } from 'vitest';
import { create } from '../../../main/imap/commands/create.ts';
import { deleteMailbox } from '../../../main/imap/commands/delete.ts';
import { list } from '../../../main/imap/commands/list.ts';
import { namespace } from '../../../main/imap/commands/namespace.ts';
import { rename } from '../../../main/imap/commands/rename.ts';
import { statusItems } from '../../../main/imap/commands/status.ts';
import { subscribe } from '../../../main/imap/commands/subscribe.ts';
import { unsubscribe } from '../../../main/imap/commands/unsubscribe.ts';
import { readStatus } from '../../../main/imap/mailbox-status.ts';
import { CAPABILITIES, failureOf, loggedIn, selected } from './setup.ts';

const with_ = (...atoms: string[]): { capabilities: string } => ({ capabilities: `${CAPABILITIES} ${atoms.join(' ')}` });

describe('LIST-EXTENDED', () => {
  test('selection, several patterns, every return option, and the data behind each name', async () => {
    const { session } = await loggedIn(async (line) => {
      const tag = await line.command('LIST (SUBSCRIBED RECURSIVEMATCH REMOTE) "INBOX/" ("%" "a*") RETURN (SUBSCRIBED CHILDREN SPECIAL-USE STATUS (MESSAGES SIZE DELETED) MYRIGHTS METADATA (/shared/comment /private/x))');
      line.send('* LIST (\\Subscribed \\HasChildren) "/" A (CHILDINFO ("subscribed" "SPECIAL-USE") X-NEW (1 (2)))\r\n* STATUS A (MESSAGES 4 SIZE 5000000000 DELETED 1)\r\n* MYRIGHTS A lrswi\r\n* METADATA A (/shared/comment {5}\r\nab\r\nc /private/x NIL)\r\n');
      line.send(`* LIST (\\NonExistent \\HasChildren) "/" "B" ("OLDNAME" ("a&AOk-"))\r\n${tag} OK\r\n`);
    }, {}, with_('LIST-EXTENDED', 'LIST-STATUS', 'LIST-MYRIGHTS', 'LIST-METADATA', 'SPECIAL-USE', 'STATUS=SIZE'));
    expect(await session.run(list({
      reference: 'INBOX/', patterns: ['%', 'a*'], select: ['SUBSCRIBED', 'RECURSIVEMATCH', 'REMOTE'],
      return: { subscribed: true, children: true, specialUse: true, status: ['messages', 'size', 'deleted'], myRights: true, metadata: ['/shared/comment', '/private/x'] },
    }))).toEqual([
      { wireName: 'A', name: 'A', delimiter: '/', attributes: ['\\Subscribed', '\\HasChildren'], status: null, statusItems: { messages: 4, size: 5_000_000_000, deleted: 1 }, childInfo: ['SUBSCRIBED', 'SPECIAL-USE'], rights: 'lrswi', metadata: [{ name: '/shared/comment', value: Buffer.from('ab\r\nc') }, { name: '/private/x', value: null }] },
      { wireName: 'B', name: 'B', delimiter: '/', attributes: ['\\NonExistent', '\\HasChildren'], status: null, oldName: 'a&AOk-' },
    ]);
  });
  test('news of CREATE, RENAME and DELETE before the list (Cyrus 3.12) does not hide what the list says', async () => {
    const { session } = await loggedIn(async (line) => {
      const tag = await line.command('LIST "" "*" RETURN (CHILDREN)');
      line.send('* LIST () "/" new (OLDNAME (old))\r\n* LIST () "/" made\r\n* LIST (\\NonExistent) "/" gone\r\n');
      line.send(`* LIST (\\HasNoChildren) "/" new\r\n* LIST (\\HasNoChildren) "/" made\r\n* LIST (\\NonExistent \\HasChildren) "/" parent\r\n${tag} OK\r\n`);
    }, {}, with_('LIST-EXTENDED'));
    expect((await session.run(list({ return: { children: true } }))).map(({ wireName, attributes, oldName }) => [wireName, attributes, oldName]))
      .toEqual([['new', ['\\HasNoChildren'], 'old'], ['made', ['\\HasNoChildren'], undefined], ['parent', ['\\NonExistent', '\\HasChildren'], undefined]]);
  });
  test('what is not offered is not sent', async () => {
    const { session, server } = await loggedIn(async () => undefined, {}, with_('LIST-EXTENDED'));
    const before = server.heard.length;
    for (const options of [{ myRights: true }, { status: ['messages'] as const }, { metadata: ['/shared/comment'] }]) expect((await failureOf(session.run(list({ return: options })))).code).toBe('unsupported');
    expect((await failureOf(session.run(list({ select: ['RECURSIVEMATCH', 'REMOTE'] })))).code).toBe('invalid-input');
    expect((await failureOf(session.run(list({ patterns: [] })))).code).toBe('invalid-input');
    expect(server.heard.length).toBe(before);
  });
  test('a line of the list that cannot be read fails the command and not the session', async () => {
    const { session } = await loggedIn(async (line) => {
      const tag = await line.command('LIST "" "%"');
      line.send(`* LIST () "/" A\r\n* LIST () "/"\r\n${tag} OK\r\n`);
      line.send(`${await line.command('NOOP')} OK\r\n`);
    });
    expect((await failureOf(session.run(list({ patterns: ['%'] })))).code).toBe('protocol');
    await session.noop();
  });
  test('only the hierarchy is asked for', async () => {
    const { session } = await loggedIn(async (line) => line.send(`* LIST (\\Noselect) "." ""\r\n${await line.command('LIST "" ""')} OK\r\n`));
    expect(await session.run(list({ patterns: [''] }))).toMatchObject([{ wireName: '', delimiter: '.' }]);
  });
});

describe('servers with less', () => {
  test('SPECIAL-USE without LIST-EXTENDED has its own option; a server that does not know it is asked plainly', async () => {
    for (const broken of [false, true]) {
      const { session } = await loggedIn(async (line) => {
        let tag = await line.command('LIST "" "*" RETURN (SPECIAL-USE)');
        const lsub = await line.command('LSUB "" "*"');
        line.send(broken ? `${tag} BAD what\r\n${lsub} OK\r\n` : `* LIST (\\Sent) "/" S\r\n${tag} OK\r\n${lsub} OK\r\n`);
        if (!broken) return;
        tag = await line.command('LIST "" "*"');
        line.send(`* LIST () "/" S\r\n${tag} OK\r\n`);
      }, {}, with_('SPECIAL-USE'));
      expect((await session.list()).map(({ name, attributes }) => [name, attributes])).toEqual([['S', broken ? [] : ['\\Sent']]]);
    }
  });
  test('XLIST where there is only that; the inbox under its one true name', async () => {
    const { session } = await loggedIn(async (line) => {
      const tag = await line.command('XLIST "" "*"');
      const lsub = await line.command('LSUB "" "*"');
      line.send(`* XLIST (\\HasNoChildren \\Inbox) "/" "Posteingang"\r\n* XLIST (\\AllMail \\HasNoChildren) "/" "[Gmail]/Alle Nachrichten"\r\n${tag} OK\r\n* LSUB () "/" INBOX\r\n${lsub} OK\r\n`);
    }, {}, with_('XLIST'));
    expect((await session.list()).map(({ wireName, attributes }) => [wireName, attributes])).toEqual([['INBOX', ['\\HasNoChildren', '\\Inbox', '\\Subscribed']], ['[Gmail]/Alle Nachrichten', ['\\AllMail', '\\HasNoChildren']]]);
  });
});

test('a server that does not know LSUB has folders all the same; one that refuses it has not said anything', async () => {
  for (const answer of ['BAD what', 'NO not now']) {
    const { session } = await loggedIn(async (line) => {
      line.send(`* LIST () "/" S\r\n${await line.command('LIST "" "*"')} OK\r\n`);
      line.send(`${await line.command('LSUB "" "*"')} ${answer}\r\n`);
    });
    if (answer.startsWith('BAD')) expect((await session.list()).map(({ name }) => name)).toEqual(['S']);
    else expect((await failureOf(session.list())).code).toBe('server-no');
  }
});

describe('STATUS', () => {
  test('what is offered is asked for, MAILBOXID in a command of its own', async () => {
    const { session } = await loggedIn(async (line) => {
      let tag = await line.command('STATUS "q" (MESSAGES RECENT UIDNEXT SIZE DELETED DELETED-STORAGE APPENDLIMIT HIGHESTMODSEQ)');
      line.send(`* STATUS q (MESSAGES 2 RECENT 0 UIDNEXT 0 SIZE 9007199254740991 DELETED 1 DELETED-STORAGE 7 APPENDLIMIT NIL HIGHESTMODSEQ 9223372036854775807)\r\n${tag} OK\r\n`);
      tag = await line.command('STATUS "q" (MAILBOXID)');
      line.send(`* STATUS q (MAILBOXID (F2212ea87-6097_x))\r\n${tag} OK\r\n`);
    }, {}, with_('STATUS=SIZE', 'OBJECTID', 'QUOTA=RES-STORAGE', 'QUOTA=RES-MESSAGE', 'APPENDLIMIT'));
    expect(await readStatus(session, 'q', ['messages', 'recent', 'uidNext', 'size', 'deleted', 'deletedStorage', 'appendLimit', 'mailboxId', 'highestModseq']))
      .toEqual({ messages: 2, recent: 0, uidNext: 0, size: 9007199254740991, deleted: 1, deletedStorage: 7, appendLimit: null, highestModseq: '9223372036854775807', mailboxId: 'F2212ea87-6097_x' });
  });
  test('a limit told with the capability is not asked for; nothing is asked of a server that cannot tell', async () => {
    const { session } = await loggedIn(async () => undefined, {}, with_('APPENDLIMIT=12345'));
    expect(await readStatus(session, 'q', ['appendLimit', 'size', 'mailboxId', 'deleted'])).toEqual({ appendLimit: 12345 });
    const both = await loggedIn(async () => undefined, {}, with_('IMAP4rev2'));
    expect(await readStatus(both.session, 'q', ['deleted'])).toEqual({});
    expect((await failureOf(session.run(statusItems('q', ['messages', 'mailboxId'])))).code).toBe('invalid-input');
  });
  test.each([
    ['freed memory', '(MESSAGES 0 MAILBOXID (\xb8\t\xd0\xf2\xa1U) UNSEEN 0)'],
    ['with a parenthesis', '(MESSAGES 0 MAILBOXID (\xb8)\xf2(\x01U) UNSEEN 0)'],
    ['with a quote', '(MESSAGES 0 MAILBOXID (\xb8"\xf2\x7fU) UNSEEN 0)'],
    ['nothing at all', ''],
    ['a number that is none', '(MESSAGES -1)'],
    ['a number too large', '(MESSAGES 4294967296)'],
  ])('%s fails the one command', async (_what, items) => {
    const { session } = await loggedIn(async (line) => {
      const first = await line.command('STATUS "a" (MESSAGES UNSEEN)');
      const second = await line.command('STATUS "b" (MESSAGES UNSEEN)');
      line.send(`* STATUS a ${items}\r\n${first} OK\r\n* STATUS b (MESSAGES 3 UNSEEN 1)\r\n${second} OK\r\n`);
    });
    const [broken, whole] = await Promise.all([failureOf(session.run(statusItems('a', ['messages', 'unseen']))), session.run(statusItems('b', ['messages', 'unseen']))]);
    expect(broken.code).toBe('protocol');
    expect(whole).toEqual({ messages: 3, unseen: 1 });
  });
  test('INBOX in any case is one mailbox: the second waits, and each gets its own answer', async () => {
    const { session } = await loggedIn(async (line) => {
      for (const [name, count] of [['INBOX', 1], ['inbox', 2]] as const) {
        const tag = await line.command(`STATUS "${name}" (MESSAGES)`);
        line.send(`* STATUS Inbox (MESSAGES ${count})\r\n${tag} OK\r\n`);
      }
    });
    expect(await Promise.all([session.run(statusItems('INBOX', ['messages'])), session.run(statusItems('inbox', ['messages']))])).toEqual([{ messages: 1 }, { messages: 2 }]);
  });
});

describe('CREATE, DELETE, RENAME, SUBSCRIBE, UNSUBSCRIBE', () => {
  test('as they stand in the standard', async () => {
    const { session } = await loggedIn(async (line) => {
      let tag = await line.command('CREATE "a b/"');
      line.send(`${tag} OK [MAILBOXID (id-1)] done\r\n`);
      tag = await line.command('CREATE "S" (USE (\\Sent \\Archive))');
      line.send(`${tag} NO [USEATTR] no\r\n`);
      tag = await line.command('RENAME "S" "T"');
      line.send(`* LIST () "/" T ("OLDNAME" ("S"))\r\n${tag} OK\r\n`);
      tag = await line.command('RENAME "T" "U"');
      line.send(`${tag} NO [ALREADYEXISTS] is there\r\n`);
      tag = await line.command('DELETE "T"');
      line.send(`${tag} NO Mailbox doesn't exist: T\r\n`);
      const [first, second, third] = [await line.command('SUBSCRIBE "x"'), await line.command('UNSUBSCRIBE "y"'), await line.command('SUBSCRIBE "z"')];
      line.send(`${first} OK\r\n${second} NO [NONEXISTENT] y\r\n${third} OK\r\n`);
    }, {}, with_('CREATE-SPECIAL-USE'));
    expect(await session.run(create('a b/'))).toEqual({ mailboxId: 'id-1' });
    expect(await failureOf(session.run(create('S', ['\\Sent', '\\Archive'])))).toMatchObject({ code: 'server-no', responseCode: 'USEATTR', message: 'The server refused to make the folder.' });
    expect(await session.run(rename('S', 'T'))).toMatchObject({ wireName: 'T', oldName: 'S' });
    expect(await failureOf(session.run(rename('T', 'U')))).toMatchObject({ code: 'server-no', responseCode: 'ALREADYEXISTS' });
    expect((await failureOf(session.run(deleteMailbox('T')))).code).toBe('folder-gone');
    const outcomes = await Promise.allSettled([session.run(subscribe('x')), session.run(unsubscribe('y')), session.run(subscribe('z'))]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });
  test('special use is not asked of a server that cannot; another code is no mailbox id', async () => {
    const { session } = await loggedIn(async (line) => line.send(`${await line.command('CREATE "a"')} OK [MAILBOXID (\xb8\x01)] done\r\n`));
    expect((await failureOf(session.run(create('S', ['\\Sent'])))).code).toBe('unsupported');
    expect(await session.run(create('a'))).toEqual({ mailboxId: null });
  });
});

describe('NAMESPACE', () => {
  test.each([
    ['UW', '(("" "/")("#mhinbox" NIL)("#mh/" "/")) (("~" "/")) (("#shared/" "/")("#news." "."))', { personal: [{ prefix: '', delimiter: '/' }, { prefix: '#mhinbox', delimiter: null }, { prefix: '#mh/', delimiter: '/' }], otherUsers: [{ prefix: '~', delimiter: '/' }], shared: [{ prefix: '#shared/', delimiter: '/' }, { prefix: '#news.', delimiter: '.' }] }],
    ['Cyrus, classic', '(("INBOX." ".")) (("user." ".")) (("" "."))', { personal: [{ prefix: 'INBOX.', delimiter: '.' }], otherUsers: [{ prefix: 'user.', delimiter: '.' }], shared: [{ prefix: '', delimiter: '.' }] }],
    ['with an extension, escapes, and less', '(("" "\\\\" "X-PARAM" ("F" "G"))) NIL', { personal: [{ prefix: '', delimiter: '\\' }], otherUsers: [], shared: [] }],
    ['none', 'NIL NIL NIL', { personal: [], otherUsers: [], shared: [] }],
  ])('%s', async (_server, answer, expected) => {
    const { session } = await loggedIn(async (line) => {
      const tag = await line.command('NAMESPACE');
      line.send(`* NAMESPACE ${answer}\r\n${tag} OK\r\n`);
    }, {}, with_('NAMESPACE'));
    expect(await session.run(namespace())).toEqual(expected);
  });
  test('answered as CAPABILITY (sohu) it changes no capability; not answered, or unreadable, it fails', async () => {
    const { session } = await loggedIn(async (line) => {
      for (const answer of ['* CAPABILITY (("" "/")) NIL NIL\r\n', '', '* NAMESPACE ((""\r\n']) line.send(`${answer}${await line.command('NAMESPACE')} OK\r\n`);
    }, {}, with_('NAMESPACE'));
    const before = session.capabilities.list;
    expect((await session.run(namespace())).personal).toEqual([{ prefix: '', delimiter: '/' }]);
    expect(session.capabilities.list).toEqual(before);
    expect((await failureOf(session.run(namespace()))).code).toBe('protocol');
    expect((await failureOf(session.run(namespace()))).code).toBe('protocol');
  });
});

describe('leaving a mailbox', () => {
  test('UNSELECT; refused, the mailbox stays open', async () => {
    const { session } = await selected(async (line) => {
      line.send(`${await line.command('UNSELECT')} NO not now\r\n`);
      line.send(`${await line.command('UNSELECT')} OK\r\n`);
    }, {}, with_('UNSELECT'));
    expect((await failureOf(session.unselect())).code).toBe('server-no');
    expect(session.selected?.wireName).toBe('INBOX');
    await session.unselect();
    expect(session.selected).toBeNull();
    await session.unselect();
  });
  test('without it a mailbox that cannot exist is opened: nothing is removed', async () => {
    const { session, server } = await selected(async (line) => line.send(`${await line.command(/^EXAMINE "godwit-[0-9a-f-]{36}"/u)} NO no such mailbox\r\n`));
    await session.unselect();
    expect(session.selected).toBeNull();
    expect(server.heard.filter((text) => /CLOSE/u.test(text))).toEqual([]);
  });
  test('CLOSE leaves nothing selected', async () => {
    const { session } = await selected(async (line) => line.send(`${await line.command('CLOSE')} OK\r\n`));
    await session.closeMailbox();
    expect(session.selected).toBeNull();
  });
});

test('LIST (SPECIAL-USE) needs SPECIAL-USE and nothing else (RFC 6154 2); with another selection it is LIST-EXTENDED', async () => {
  const { session } = await loggedIn(async (line) => {
    const tag = await line.command('LIST (SPECIAL-USE) "" "*"');
    line.send(`* LIST (\\Sent) "/" Sent\r\n${tag} OK\r\n`);
  }, {}, { capabilities: 'IMAP4rev1 SASL-IR SPECIAL-USE' });
  expect((await session.run(list({ select: ['SPECIAL-USE'] }))).map(({ wireName }) => wireName)).toEqual(['Sent']);
  expect((await failureOf(session.run(list({ select: ['SPECIAL-USE', 'SUBSCRIBED'] })))).code).toBe('unsupported');
});
