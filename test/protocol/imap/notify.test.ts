/** NOTIFY, ESEARCH over several mailboxes, THREAD, SORT and UIDONLY as they are sent, and their answers. */
import { describe, expect, test } from 'vitest';
import { enable } from '../../../main/imap/commands/enable.ts';
import { multiSearch } from '../../../main/imap/commands/multi-search.ts';
import { notify, notifyNone, type NotifyGroup } from '../../../main/imap/commands/notify.ts';
import { uidSort } from '../../../main/imap/commands/sort.ts';
import { uidThread } from '../../../main/imap/commands/thread.ts';
import type { MailboxNews } from '../../../main/imap/mailbox.ts';
import { CAPABILITIES, failureOf, loggedIn, selected } from './setup.ts';

const OFFERED = { capabilities: `${CAPABILITIES} NOTIFY MULTISEARCH UIDONLY SORT SORT=DISPLAY SEARCH=FUZZY THREAD=REFERENCES THREAD=REFS` };

describe('NOTIFY', () => {
  test('what is sent, and what is told', async () => {
    const { session, server } = await selected(async (line) => {
      const tag = await line.command('NOTIFY SET STATUS (selected-delayed (MessageNew (UID FLAGS) MessageExpunge FlagChange)) (mailboxes ("a \\"b" "Lists/x") NONE) (subtree ("Lists") (MessageNew MessageExpunge)) (personal (MailboxName SubscriptionChange MailboxMetadataChange ServerMetadataChange)) (inboxes (MessageNew MessageExpunge)) (subscribed (MailboxName))');
      line.send(`* STATUS "Lists/a" (MESSAGES 5 UIDNEXT 9)\r\n${tag} OK done\r\n`);
      const noop = await line.command('NOOP');
      line.send('* STATUS misc (UIDNEXT 999 MESSAGES 8 HIGHESTMODSEQ 65001)\r\n* STATUS bad (MESSAGES x)\r\n* LIST (\\NonExistent) "." "INBOX.DeletedMailbox"\r\n* LIST () "/" "NewMailbox" ("OLDNAME" ("OldMailbox"))\r\n');
      line.send('* 127001 FETCH (FLAGS (\\Seen) UID 999 RFC822.SIZE 12)\r\n* METADATA "INBOX" /shared/comment /private/x\r\n* METADATA "" (/shared/comment NIL)\r\n* OK [NOTIFICATIONOVERFLOW] gave up\r\n');
      line.send(`${noop} OK\r\n`);
      line.send(`${await line.command('NOTIFY NONE')} OK\r\n`);
    }, {}, OFFERED);
    const news: MailboxNews[] = [];
    session.onNews((item) => news.push(item));
    await session.run(notify([
      { mailboxes: { kind: 'selected-delayed' }, events: { messages: ['UID', 'FLAGS'], flags: true } },
      { mailboxes: { kind: 'mailboxes', names: ['a "b', 'Lists/x'] }, events: 'none' },
      { mailboxes: { kind: 'subtree', names: ['Lists'] }, events: { messages: true } },
      { mailboxes: { kind: 'personal' }, events: { mailboxName: true, subscription: true, mailboxMetadata: true, serverMetadata: true } },
      { mailboxes: { kind: 'inboxes' }, events: { messages: true } },
      { mailboxes: { kind: 'subscribed' }, events: { mailboxName: true } },
    ], { status: true }));
    await session.noop();
    await session.run(notifyNone());
    expect(news).toMatchObject([
      { kind: 'mailbox-status', wireName: 'Lists/a', items: { messages: 5, uidNext: 9 } },
      { kind: 'mailbox-status', wireName: 'misc', items: { messages: 8, uidNext: 999, highestModseq: '65001' } },
      { kind: 'mailbox-status', wireName: 'bad', items: {} },
      { kind: 'mailbox-list', listing: { wireName: 'INBOX.DeletedMailbox', attributes: ['\\NonExistent'] } },
      { kind: 'mailbox-list', listing: { wireName: 'NewMailbox', oldName: 'OldMailbox' } },
      { kind: 'fetch', uid: 999, message: { uid: 999, size: 12 } },
      { kind: 'metadata', wireName: 'INBOX', entries: ['/shared/comment', '/private/x'] },
      { kind: 'notification-overflow' },
    ]);
    expect(news.length).toBe(8);
    await server.done();
  });
  test('refused: unknown events with the ones it knows; a second NOTIFY waits for the first', async () => {
    const { session } = await loggedIn(async (line) => {
      const tag = await line.command(/^NOTIFY SET/u);
      await new Promise((resolve) => setTimeout(resolve, 20));
      line.finish();
      line.send(`${tag} NO [BADEVENT (MessageNew MessageExpunge FlagChange)] no\r\n`);
      line.send(`${await line.command('NOTIFY NONE')} OK\r\n`);
    }, {}, OFFERED);
    const refused = failureOf(session.run(notify([{ mailboxes: { kind: 'personal' }, events: { mailboxName: true } }])));
    await session.run(notifyNone());
    expect(await refused).toMatchObject({ code: 'unsupported', responseCode: 'BADEVENT', detail: '(MessageNew MessageExpunge FlagChange)' });
  });
  test.each<[string, NotifyGroup[]]>([
    ['nothing', []],
    ['no event', [{ mailboxes: { kind: 'inboxes' }, events: {} }]],
    ['flags alone', [{ mailboxes: { kind: 'selected' }, events: { flags: true } }]],
    ['items of other mailboxes', [{ mailboxes: { kind: 'inboxes' }, events: { messages: ['UID'] } }]],
    ['names of the selected one', [{ mailboxes: { kind: 'selected' }, events: { messages: true, mailboxName: true } }]],
    ['no mailbox', [{ mailboxes: { kind: 'mailboxes', names: [] }, events: 'none' }]],
    ['a line break', [{ mailboxes: { kind: 'subtree', names: ['a\r\nb'] }, events: 'none' }]],
    ['a single level', [{ mailboxes: { kind: 'subtree-one', names: ['a'] }, events: 'none' }]],
  ])('is not sent: %s', async (_, groups) => {
    const { session } = await loggedIn(async () => undefined, {}, OFFERED);
    expect((await failureOf(session.run(notify(groups)))).code).toBe('invalid-input');
  });
});

describe('MULTISEARCH', () => {
  test('each mailbox by itself', async () => {
    const { session } = await loggedIn(async (line) => {
      const tag = await line.command('ESEARCH IN (mailboxes ("f1" "f 2") subtree-one ("g") personal) RETURN (MIN ALL) UNSEEN');
      line.send(`* ESEARCH (TAG "${tag}" MAILBOX "f1" UIDVALIDITY 1) UID MIN 4001 ALL 4001,4003\r\n* ESEARCH (TAG "other" MAILBOX "x" UIDVALIDITY 1) UID ALL 1\r\n`);
      line.send(`* ESEARCH (TAG "${tag}" MAILBOX "f 2" UIDVALIDITY 9) UID ALL 5\r\n* ESEARCH (TAG "${tag}" MAILBOX "f1" UIDVALIDITY 1) UID ALL 9\r\n* ESEARCH (TAG "${tag}")\r\n${tag} OK\r\n`);
      line.send(`${await line.command(/^ESEARCH IN \(inboxes\) RETURN \(ALL\) UNSEEN/u)} OK nothing\r\n`);
    }, {}, OFFERED);
    const hits = await session.run(multiSearch([{ kind: 'mailboxes', names: ['f1', 'f 2'] }, { kind: 'subtree-one', names: ['g'] }, { kind: 'personal' }], { seen: false }, { returns: { all: true, min: true } }));
    expect(hits.map(({ wireName, uidValidity, result }) => [wireName, uidValidity, result.uids, result.min])).toEqual([['f1', 1, [4001, 4003, 9].sort((a, b) => a - b), 4001], ['f 2', 9, [5], null]]);
    expect(await session.run(multiSearch([{ kind: 'inboxes' }], { seen: false }))).toEqual([]);
  });
  test.each([['without a mailbox', '(TAG "%") UID ALL 1'], ['without UIDVALIDITY', '(TAG "%" MAILBOX "a") UID ALL 1'], ['no UIDs', '(TAG "%" MAILBOX "a" UIDVALIDITY 1) ALL 1']])('is "protocol": %s', async (_, answer) => {
    const { session } = await loggedIn(async (line) => {
      const tag = await line.command(/^ESEARCH/u);
      line.send(`* ESEARCH ${answer.replace('%', tag)}\r\n${tag} OK\r\n`);
    }, {}, OFFERED);
    expect((await failureOf(session.run(multiSearch([{ kind: 'personal' }], { all: true })))).code).toBe('protocol');
  });
});

describe('SORT and THREAD', () => {
  test('in the order asked for; every sort key', async () => {
    const { session } = await selected(async (line) => {
      line.send(`* SORT 5 3 4 (MODSEQ 17)\r\n${await line.command('UID SORT (SUBJECT REVERSE DATE ARRIVAL CC FROM SIZE TO DISPLAYFROM DISPLAYTO RELEVANCY) US-ASCII UNDELETED')} OK\r\n`);
      line.send(`${await line.command('UID SORT (SIZE) US-ASCII ALL')} OK\r\n`);
    }, {}, OFFERED);
    const by = (['arrival', 'cc', 'from', 'size', 'to', 'displayFrom', 'displayTo', 'relevancy'] as const).map((one) => ({ by: one }));
    expect(await session.run(uidSort([{ by: 'subject' }, { by: 'date', reverse: true }, ...by], { deleted: false }))).toMatchObject({ uids: [5, 3, 4], modseq: '17' });
    expect((await failureOf(session.run(uidSort([{ by: 'size' }], { all: true })))).code).toBe('protocol');
    expect((await failureOf(session.run(uidSort([], { all: true })))).code).toBe('invalid-input');
    expect((await failureOf(session.run(uidSort([{ by: 'size' }], { all: true }, { returns: { all: true } })))).code).toBe('unsupported');
  });
  test('threads, in several lines too; none is not the same as no answer', async () => {
    const { session } = await selected(async (line) => {
      line.send(`* THREAD (2)(3 6 (4 23)(44))\r\n* THREAD ((7)(8))\r\n${await line.command('UID THREAD REFS US-ASCII ALL')} OK\r\n`);
      line.send(`* THREAD\r\n${await line.command('UID THREAD REFERENCES US-ASCII SEEN')} OK\r\n`);
      line.send(`${await line.command(/^UID THREAD/u)} OK\r\n`);
    }, {}, OFFERED);
    expect((await session.run(uidThread('REFS', { all: true }))).map(({ uid, parent }) => [uid, parent])).toEqual([[2, -1], [3, -1], [6, 1], [4, 2], [23, 3], [44, 2], [0, -1], [7, 6], [8, 6]]);
    expect(await session.run(uidThread('REFERENCES', { seen: true }))).toEqual([]);
    expect((await failureOf(session.run(uidThread('REFERENCES', { seen: true })))).code).toBe('protocol');
    expect((await failureOf(session.run(uidThread('ORDEREDSUBJECT', { all: true })))).code).toBe('unsupported');
  });
});

test('UIDONLY is switched on by itself, and says so when a message number is used', async () => {
  const { session } = await loggedIn(async (line) => {
    const tag = await line.command('ENABLE UIDONLY');
    await new Promise((resolve) => setTimeout(resolve, 20));
    line.finish();
    line.send(`* ENABLED UIDONLY\r\n${tag} OK\r\n`);
    line.send(`* 3 EXISTS\r\n* OK [UIDVALIDITY 1] v\r\n${await line.command(/^SELECT/u)} OK\r\n`);
    line.send(`${await line.command('UID SEARCH RETURN (ALL) 1:3')} BAD [UIDREQUIRED] no numbers\r\n`);
  }, {}, OFFERED);
  const enabled = session.run(enable(['UIDONLY']));
  const mailbox = session.select('A');
  expect(await enabled).toEqual(['UIDONLY']);
  await mailbox;
  expect(session.enabled.has('UIDONLY')).toBe(true);
  expect(await failureOf(session.uidSearch({ sequence: [[1, 3]] }))).toMatchObject({ code: 'server-bad', responseCode: 'UIDREQUIRED' });
});
