/** Finding: every search key, ESEARCH (RFC 4731), SEARCHRES (RFC 5182), PARTIAL (RFC 9394), FUZZY (RFC 6203), MULTISEARCH (RFC 7377), contexts (RFC 5267), and charsets (RFC 3501 6.4.4). */
import { expect } from 'vitest';
import { cancelUpdate } from '../../../../main/imap/commands/cancel-update.ts';
import { multiSearch } from '../../../../main/imap/commands/multi-search.ts';
import { uidSearch } from '../../../../main/imap/commands/search.ts';
import { find } from '../../../../main/imap/find.ts';
import type { SearchKey } from '../../../../main/imap/search-key.ts';
import type { MailboxNews } from '../../../../main/imap/mailbox.ts';
import { SAVED_RESULT } from '../../../../main/imap/uid-set.ts';
import { FailureError } from '../../../../shared/failure.ts';
import { ServerFault, type Probe } from '../probe.ts';
import { letter } from './letters.ts';

const on = (day: number): Date => new Date(Date.UTC(2026, 10, day));
const letters = [
  letter({ subject: 'one', to: 'alice@example.org, bob@example.org', date: 'Tue, 17 Nov 2026 23:30:00 -0500' }),
  letter({ subject: 'two', from: 'Ben <ben@example.net>', date: 'Wed, 18 Nov 2026 08:00:00 +0000', body: 'short' }),
  letter({ subject: 'two more', date: 'Thu, 19 Nov 2026 08:00:00 +0000', body: 'long '.repeat(2000) }),
];

const keys: Probe = {
  extension: 'SEARCH with every base key', rfc: 3501, needs: [],
  async run({ session, mailbox, fill }) {
    const wireName = await mailbox();
    await fill(wireName, ...letters);
    await session.select(wireName);
    await session.uidStore([[1, 2]], { action: 'add', flags: ['\\Answered', '\\Seen'] });
    await session.uidStore([[3, 3]], { action: 'add', flags: ['\\Draft', '\\Flagged', '\\Deleted'] });
    const found = (key: Parameters<typeof session.uidSearch>[0]): Promise<number[]> => session.uidSearch(key);
    expect(await found({ answered: true })).toEqual([1, 2]);
    expect(await found({ answered: false })).toEqual([3]);
    expect(await found({ and: [{ draft: true }, { flagged: true }, { deleted: true }, { seen: false }] })).toEqual([3]);
    expect(await found({ or: [{ not: { draft: false } }, { and: [{ sequence: [[1, 1]] }, { seen: true }] }] })).toEqual([1, 3]);
    expect(await found({ uid: [[2, 3], [9, 9]] })).toEqual([2, 3]);
    expect(await found({ to: 'bob@' })).toEqual([1]);
    expect(await found({ or: [{ cc: 'bob' }, { bcc: 'bob' }] })).toEqual([]);
    expect(await found({ and: [{ from: 'ann' }, { body: 'Text of one' }] })).toEqual([1]);
    expect(await found({ larger: 5000 })).toEqual([3]);
    expect(await found({ and: [{ smaller: 5000 }, { header: { field: 'Message-ID', value: '' } }] })).toEqual([1, 2]);
    expect(await found({ header: { field: 'X-Not-There', value: '' } })).toEqual([]);
    expect(await found({ or: [{ new: true }, { or: [{ recent: true }, { old: true }] }] })).toEqual([1, 2, 3]);
  },
};

const dates: Probe = {
  extension: 'SEARCH by dates', rfc: 3501, needs: [],
  async run({ session, mailbox }) {
    const wireName = await mailbox();
    for (const [index, text] of letters.entries()) await session.append(wireName, Buffer.from(text.replaceAll('\n', '\r\n')), { flags: [], date: new Date(Date.UTC(2026, 9, 10 + index, 12)) });
    await session.select(wireName);
    const october = (day: number): Date => new Date(Date.UTC(2026, 9, day));
    // The first is of the 17th where it was written, and of the 18th in UTC: RFC 3501 6.4.4 disregards the zone.
    const expected: readonly [string, SearchKey, number[]][] = [
      ['SENTBEFORE', { sentBefore: on(18) }, [1]],
      ['SENTON', { sentOn: on(18) }, [2]],
      ['SENTSINCE', { sentSince: on(18) }, [2, 3]],
      ['BEFORE', { before: october(11) }, [1]],
      ['ON', { on: october(11) }, [2]],
      ['SINCE', { since: october(11) }, [2, 3]],
    ];
    const wrong: string[] = [];
    for (const [word, key, uids] of expected) if (JSON.stringify(await session.uidSearch(key)) !== JSON.stringify(uids)) wrong.push(word);
    if (wrong.length > 0) throw new ServerFault(`finds others for ${wrong.join(', ')}`);
  },
};

const keyword: Probe = {
  extension: 'SEARCH KEYWORD', rfc: 3501, needs: [],
  async run({ session, mailbox, fill }) {
    const wireName = await mailbox();
    await fill(wireName, ...letters);
    const { permanentFlags } = await session.select(wireName);
    if (!permanentFlags.includes('\\*')) {
      const found = await session.uidSearch({ keyword: '$Label1' });
      if (found.length > 0) throw new ServerFault('finds messages for a keyword that it cannot keep');
      return;
    }
    await session.uidStore([[2, 2]], { action: 'add', flags: ['$Label1'] });
    expect(await session.uidSearch({ keyword: '$label1' })).toEqual([2]);
    expect(await session.uidSearch({ unkeyword: '$Label1' })).toEqual([1, 3]);
  },
};

const charset: Probe = {
  extension: 'SEARCH beyond ASCII', rfc: 3501, needs: [],
  async run({ session, mailbox, fill }) {
    const wireName = await mailbox();
    await fill(wireName, letter({ subject: '=?utf-8?Q?Gr=C3=BC=C3=9Fe?=' }), letter({ subject: 'other' }));
    await session.select(wireName);
    try {
      expect(await session.uidSearch({ subject: 'Grüße' })).toEqual([1]);
    } catch (error) {
      if (error instanceof FailureError && error.failure.code === 'unsupported') throw new ServerFault('cannot search for other characters, and says so');
      throw error;
    }
  },
};

const esearch: Probe = {
  extension: 'ESEARCH', rfc: 4731, needs: ['ESEARCH', 'IMAP4rev2'],
  async run({ session, mailbox, fill }) {
    const wireName = await mailbox();
    await fill(wireName, ...letters);
    await session.select(wireName);
    expect(await find(session, { subject: 'two' }, { min: true, max: true, count: true, all: true })).toMatchObject({ min: 2, max: 3, count: 2, uids: [2, 3] });
    expect(await find(session, { subject: 'none such' }, { min: true, max: true, count: true, all: true })).toMatchObject({ min: null, max: null, count: 0, uids: [] });
    const both = await Promise.all([session.uidSearch({ subject: 'one' }), session.uidSearch({ subject: 'two' }), find(session, { all: true }, { count: true })]);
    expect([both[0], both[1], both[2].count]).toEqual([[1], [2, 3], 3]);
  },
};

const rev2: Probe = {
  extension: 'SELECT and SEARCH in IMAP4rev2', rfc: 9051, needs: ['IMAP4rev2'],
  async run({ open, mailbox, fill }) {
    const wireName = await mailbox();
    await fill(wireName, ...letters, letter({ subject: '=?utf-8?Q?Gr=C3=BC=C3=9Fe?=' }));
    const session = await open({ enable: ['CONDSTORE', 'QRESYNC', 'IMAP4rev2'] });
    expect(session.enabled.has('IMAP4REV2')).toBe(true);
    await session.select('INBOX');
    expect(await session.select(wireName)).toMatchObject({ exists: 4, readOnly: false });
    // The plain command is answered with ESEARCH here.
    expect((await session.run(uidSearch({ subject: 'two' }))).uids).toEqual([2, 3]);
    expect((await session.run(uidSearch({ subject: 'none such' }))).uids).toEqual([]);
    expect(await session.uidSearch({ subject: 'Grüße' })).toEqual([4]);
  },
};

const searchres: Probe = {
  extension: 'SEARCHRES', rfc: 5182, needs: ['SEARCHRES', 'IMAP4rev2'],
  async run({ session, mailbox, fill }) {
    const wireName = await mailbox();
    await fill(wireName, ...letters);
    await session.select(wireName);
    const [saved] = await Promise.all([find(session, { subject: 'two' }, { save: true, count: true }), session.uidStore(SAVED_RESULT, { action: 'add', flags: ['\\Flagged'] })]);
    expect(saved.count).toBe(2);
    const rows: number[] = [];
    await session.uidFetch(SAVED_RESULT, { flags: true }, {}, (row) => void rows.push(row.uid));
    expect(rows).toEqual([2, 3]);
    expect(await session.uidSearch({ flagged: true })).toEqual([2, 3]);
    expect(await session.uidSearch({ and: [{ uid: SAVED_RESULT }, { larger: 5000 }] })).toEqual([3]);
    await find(session, { and: [{ uid: SAVED_RESULT }, { smaller: 5000 }] }, { save: true });
    expect(await session.uidSearch({ uid: SAVED_RESULT })).toEqual([2]);
  },
};

const partial: Probe = {
  extension: 'PARTIAL', rfc: 9394, needs: ['PARTIAL'],
  async run({ session, mailbox, fill }) {
    const wireName = await mailbox();
    await fill(wireName, ...letters);
    await session.select(wireName);
    expect((await find(session, { all: true }, { partial: [1, 2] })).partial).toEqual([1, 2]);
    expect((await find(session, { all: true }, { partial: [-1, -2] })).partial).toEqual([2, 3]);
    expect(await find(session, { all: true }, { partial: [10, 20], count: true })).toMatchObject({ partial: [], count: 3 });
  },
};

const fuzzy: Probe = {
  extension: 'SEARCH=FUZZY', rfc: 6203, needs: ['SEARCH=FUZZY'],
  async run({ session, mailbox, fill }) {
    const wireName = await mailbox();
    await fill(wireName, ...letters);
    await session.select(wireName);
    // What is alike is for the server to say; what is the same has to be found, where it has looked at all.
    const found = await session.uidSearch({ fuzzy: { subject: 'one' } });
    expect([[1], []]).toContainEqual(found);
  },
};

const context: Probe = {
  extension: 'CONTEXT=SEARCH', rfc: 5267, needs: ['CONTEXT=SEARCH'],
  async run({ session, mailbox, fill }) {
    const wireName = await mailbox();
    await fill(wireName, ...letters);
    await session.select(wireName);
    expect((await find(session, { all: true }, { partial: [2, 3], context: true })).partial).toEqual([2, 3]);
    const news: MailboxNews[] = [];
    session.onNews((item) => news.push(item));
    const kept = await find(session, { flagged: true }, { all: true, update: true });
    expect(kept).toMatchObject({ uids: [], updating: true });
    await session.uidStore([[2, 2]], { action: 'add', flags: ['\\Flagged'] });
    await session.noop();
    expect(news.filter(({ kind }) => kind === 'search-update')).toMatchObject([{ tag: kept.tag, updates: [{ action: 'add', uids: [2] }] }]);
    news.length = 0;
    await session.run(cancelUpdate([kept.tag]));
    await session.uidStore([[3, 3]], { action: 'add', flags: ['\\Flagged'] });
    await session.noop();
    expect(news.filter(({ kind }) => kind === 'search-update')).toEqual([]);
  },
};

const multisearch: Probe = {
  extension: 'MULTISEARCH', rfc: 7377, needs: ['MULTISEARCH'],
  async run({ session, mailbox, fill }) {
    const [a, b, c] = [await mailbox(), await mailbox(), await mailbox()];
    await fill(a, ...letters);
    await fill(b, letters[1]!);
    await fill(c, letters[0]!);
    const hits = await session.run(multiSearch([{ kind: 'mailboxes', names: [a, b, c] }], { subject: 'two' }, { returns: { all: true, count: true } }));
    expect(hits.map(({ wireName, result }) => [wireName, result.uids, result.count]).sort()).toEqual([[a, [2, 3], 2], [b, [1], 1]].sort());
    expect(hits.find(({ wireName }) => wireName === b)?.uidValidity).toBe((await session.select(b)).uidValidity);
  },
};

export const probes: readonly Probe[] = [keys, dates, keyword, charset, esearch, rev2, searchres, partial, fuzzy, context, multisearch];
