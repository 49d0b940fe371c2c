/** SELECT with QRESYNC: what changed since, told while the mailbox is opened, and never mixed with the one before. */
import { describe, expect, test } from 'vitest';
import { enable } from '../../../main/imap/commands/enable.ts';
import type { KnownMailbox } from '../../../main/imap/commands/select.ts';
import type { MailboxNews } from '../../../main/imap/mailbox.ts';
import type { FetchedMessage } from '../../../main/imap/message.ts';
import type { UidSet } from '../../../main/imap/uid-set.ts';
import type { ScriptLine } from '../../support/script-server.ts';
import { CAPABILITIES, failureOf, loggedIn, playSelect } from './setup.ts';

const QRESYNC = { capabilities: `${CAPABILITIES} QRESYNC` };
const STATE = '* FLAGS (\\Seen)\r\n* 4 EXISTS\r\n* OK [UIDVALIDITY 7] v\r\n* OK [UIDNEXT 20] n\r\n* OK [HIGHESTMODSEQ 30] m\r\n';

const playEnable = async (line: ScriptLine, enabled = 'QRESYNC'): Promise<void> => line.send(`* ENABLED ${enabled}\r\n${await line.command('ENABLE QRESYNC')} OK\r\n`);

interface Heard { rows: [number, string[] | undefined][]; gone: UidSet[] }
const hearing = (): { heard: Heard; on: { onRow(message: FetchedMessage): void; onVanished(uids: UidSet): void } } => {
  const heard: Heard = { rows: [], gone: [] };
  return { heard, on: { onRow: (message) => void heard.rows.push([message.uid, message.flags]), onVanished: (uids) => void heard.gone.push(uids) } };
};

test('is switched on, asked with what is known, and answered with rows and what is gone', async () => {
  const { session } = await loggedIn(async (line) => {
    await playEnable(line);
    const tag = await line.command('SELECT "INBOX" (QRESYNC (7 9007199254740993 1:5,9 (1,3,5 11,13,15)))');
    line.send(`${STATE}* VANISHED (EARLIER) 2:3,9\r\n* 2 FETCH (UID 4 FLAGS (\\Seen) MODSEQ (29))\r\n* 4 FETCH (MODSEQ (30) UID 19 FLAGS ())\r\n${tag} OK [READ-WRITE] done\r\n`);
  }, {}, QRESYNC);
  const { heard, on } = hearing();
  const mailbox = await session.select('INBOX', { known: { uidValidity: 7, modseq: '9007199254740993', uids: [[1, 5], [9, 9]], samples: [[1, 11], [3, 13], [5, 15]] }, ...on });
  expect(mailbox).toMatchObject({ exists: 4, highestModseq: '30' });
  expect(heard).toEqual({ rows: [[4, ['\\Seen']], [19, []]], gone: [[[2, 3], [9, 9]]] });
});

test('what comes before [CLOSED] belongs to the mailbox before', async () => {
  const { session } = await loggedIn(async (line) => {
    await playEnable(line);
    let tag = await line.command('SELECT "A" (QRESYNC (7 1))');
    line.send(`${STATE}${tag} OK done\r\n`);
    tag = await line.command('EXAMINE "B" (QRESYNC (8 5))');
    line.send('* 99 EXISTS\r\n* FLAGS (\\Old)\r\n* VANISHED 1\r\n* 7 FETCH (UID 70 FLAGS (\\Deleted))\r\n* VANISHED (EARLIER) 50\r\n* OK [CLOSED] was A\r\n');
    line.send(`* 2 EXISTS\r\n* FLAGS (\\New)\r\n* OK [UIDVALIDITY 8] v\r\n* VANISHED (EARLIER) 3\r\n* 1 FETCH (UID 1 FLAGS ())\r\n${tag} OK [READ-ONLY] done\r\n`);
  }, {}, QRESYNC);
  const news: MailboxNews[] = [];
  session.onNews((item) => news.push(item));
  await session.select('A', { known: { uidValidity: 7, modseq: '1' } });
  const { heard, on } = hearing();
  expect(await session.select('B', { readOnly: true, known: { uidValidity: 8, modseq: '5' }, ...on })).toMatchObject({ exists: 2, permanentFlags: ['\\New'], uidNext: 0, highestModseq: '0' });
  expect(heard).toEqual({ rows: [[1, []]], gone: [[[3, 3]]] });
  expect(news).toEqual([]);
});

test('without QRESYNC too, what comes before the state of the new mailbox is not news of it', async () => {
  const { session } = await loggedIn(async (line) => {
    await playSelect(line);
    const tag = await line.command(/^SELECT "B"/u);
    line.send(`* 2 EXPUNGE\r\n* 1 FETCH (UID 7 FLAGS (\\Seen))\r\n${STATE}* 4 FETCH (UID 19 FLAGS ())\r\n${tag} OK done\r\n`);
  });
  await session.select('INBOX');
  const news: MailboxNews[] = [];
  session.onNews((item) => news.push(item));
  await session.select('B');
  expect(news).toEqual([{ kind: 'fetch', sequence: 4, uid: 19, flags: [] }]);
});

test('without the [CLOSED] that is due nothing is believed', async () => {
  const { session } = await loggedIn(async (line) => {
    await playEnable(line);
    for (let count = 0; count < 2; count++) {
      const tag = await line.command(/^SELECT/u);
      line.send(`${STATE}* VANISHED (EARLIER) 1:4\r\n${tag} OK done\r\n`);
    }
  }, {}, QRESYNC);
  const known: KnownMailbox = { uidValidity: 7, modseq: '1' };
  await session.select('A', { known });
  const { heard, on } = hearing();
  expect((await failureOf(session.select('A', { known, ...on }))).code).toBe('protocol');
  expect(heard.gone).toEqual([]);
  expect(session.selected).toBeNull();
});

describe('not possible', () => {
  const known: KnownMailbox = { uidValidity: 7, modseq: '1' };
  test('not offered, masked, refused, or too late to switch on', async () => {
    const none = await loggedIn(async () => undefined);
    expect((await failureOf(none.session.select('A', { known }))).code).toBe('unsupported');
    const masked = await loggedIn(async () => undefined, {}, { ...QRESYNC, mask: ['QRESYNC'] });
    expect((await failureOf(masked.session.select('A', { known }))).code).toBe('unsupported');
    const silent = await loggedIn((line) => playEnable(line, ''), {}, QRESYNC);
    expect((await failureOf(silent.session.select('A', { known }))).code).toBe('unsupported');
    const late = await loggedIn((line) => playSelect(line), {}, QRESYNC);
    await late.session.select('INBOX');
    expect((await failureOf(late.session.select('A', { known }))).code).toBe('unsupported');
    await late.server.done();
  });
  test.each<[string, KnownMailbox]>([
    ['UIDVALIDITY 0', { uidValidity: 0, modseq: '1' }],
    ['MODSEQ 0', { uidValidity: 1, modseq: '0' }],
    ['a MODSEQ that is none', { uidValidity: 1, modseq: '1 1:5' }],
    ['samples out of order', { uidValidity: 1, modseq: '1', samples: [[2, 5], [1, 6]] }],
    ['samples whose UIDs fall', { uidValidity: 1, modseq: '1', samples: [[1, 6], [2, 5]] }],
  ])('refused before it is sent: %s', async (_, bad) => {
    const { session } = await loggedIn((line) => playEnable(line), {}, QRESYNC);
    expect((await failureOf(session.select('A', { known: bad }))).code).toBe('invalid-input');
  });
});

test('known UIDs that do not fit a line are left out; the samples stay', async () => {
  const { session } = await loggedIn(async (line) => {
    await playEnable(line);
    const tag = await line.command('SELECT "A" (QRESYNC (7 2 (1 5)))');
    line.send(`${STATE}${tag} OK done\r\n`);
  }, {}, QRESYNC);
  await session.select('A', { known: { uidValidity: 7, modseq: '2', uids: Array.from({ length: 5000 }, (_, index) => [index * 2 + 1, index * 2 + 1] as const), samples: [[1, 5]] } });
});

test('with UIDONLY on, no message numbers are sent (RFC 9586 3.4)', async () => {
  const { session } = await loggedIn(async (line) => {
    line.send(`* ENABLED UIDONLY QRESYNC\r\n${await line.command('ENABLE UIDONLY QRESYNC')} OK\r\n`);
    line.send(`${STATE}${await line.command('SELECT "A" (QRESYNC (7 2 1:9))')} OK done\r\n`);
  }, {}, { capabilities: `${CAPABILITIES} QRESYNC UIDONLY` });
  await session.run(enable(['UIDONLY', 'QRESYNC']));
  await session.select('A', { known: { uidValidity: 7, modseq: '2', uids: [[1, 9]], samples: [[1, 5]] } });
});

test('rows are no faster than they are taken; what the taker throws rejects', async () => {
  const { session } = await loggedIn(async (line) => {
    await playEnable(line);
    for (let count = 0; count < 2; count++) {
      const tag = await line.command(/^SELECT/u);
      line.send(`${count > 0 ? '* OK [CLOSED] c\r\n' : ''}${STATE}* 1 FETCH (UID 1 FLAGS ())\r\n* 2 FETCH (UID 2 FLAGS ())\r\n${tag} OK done\r\n`);
    }
  }, {}, QRESYNC);
  const known: KnownMailbox = { uidValidity: 7, modseq: '1' };
  let atOnce = 0;
  let most = 0;
  const onRow = async (): Promise<void> => {
    most = Math.max(most, ++atOnce);
    await new Promise((resolve) => setTimeout(resolve, 10));
    atOnce--;
  };
  await session.select('A', { known, onRow });
  expect(most).toBe(1);
  await expect(session.select('A', { known, onRow: () => { throw new RangeError('full'); } })).rejects.toThrow('full');
});

test('what SELECT says beside the numbers is kept', async () => {
  const { session } = await loggedIn(async (line) => {
    const tag = await line.command(/^SELECT/u);
    line.send('* 2 EXISTS\r\n* OK [UIDVALIDITY 7] v\r\n* OK [UNSEEN 2] first\r\n* OK [MAILBOXID (F2212ea87-6097-4256)] m\r\n* OK [MYRIGHTS "acd"] r\r\n* NO [UIDNOTSTICKY] u\r\n* OK [APPENDLIMIT 5000] a\r\n* OK [NOMODSEQ] n\r\n');
    line.send(`${tag} OK [READ-WRITE] ok\r\n`);
    line.send(`* 0 EXISTS\r\n* OK [UIDVALIDITY 7] v\r\n* OK [UNSEEN 0]\r\n* OK [MAILBOXID (\xff)] m\r\n* OK [APPENDLIMIT NIL] a\r\n${await line.command(/^SELECT/u)} OK ok\r\n`);
  });
  expect(await session.select('A')).toEqual({ wireName: 'A', exists: 2, uidValidity: 7, uidNext: 0, highestModseq: '0', permanentFlags: [], readOnly: false, firstUnseen: 2, mailboxId: 'F2212ea87-6097-4256', rights: 'acd', uidNotSticky: true, appendLimit: 5000 });
  expect(Object.keys(await session.select('B'))).toEqual(['wireName', 'exists', 'uidValidity', 'uidNext', 'highestModseq', 'permanentFlags', 'readOnly']);
});

test('HIGHESTMODSEQ and VANISHED are news, also those of our own EXPUNGE', async () => {
  const { session } = await loggedIn(async (line) => {
    await playSelect(line);
    line.send(`* VANISHED 5\r\n${await line.command('UID EXPUNGE 5')} OK [HIGHESTMODSEQ 40] gone\r\n`);
    line.send(`* OK [HIGHESTMODSEQ 41] m\r\n* 1 FETCH (UID 1 MODSEQ (41) FLAGS (\\Seen))\r\n${await line.command('NOOP')} OK\r\n`);
  });
  await session.select('INBOX');
  const news: MailboxNews[] = [];
  session.onNews((item) => news.push(item));
  await session.uidExpunge([[5, 5]]);
  await session.noop();
  expect(news).toEqual([
    { kind: 'vanished', uids: [[5, 5]] },
    { kind: 'highest-modseq', modseq: '40' },
    { kind: 'highest-modseq', modseq: '41' },
    { kind: 'fetch', sequence: 1, uid: 1, flags: ['\\Seen'], modseq: '41' },
  ]);
});
