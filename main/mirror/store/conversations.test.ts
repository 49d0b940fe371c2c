import { describe, expect, test } from 'vitest';
import { mailRow, type TestMail } from '../../../test/support/conversation-records.ts';
import { inbox, seeded } from '../../../test/support/mirror-records.ts';
import { accountId, folderId } from '../../../shared/ids.ts';
import { Conversations } from './conversations.ts';
import { linkPage } from './link-page.ts';

const sent = folderId(accountId('one'), 'Sent');
const DAY = 86_400;

/** Conversations of mails that come one by one, as sorted lists of UIDs. */
function grouped(mails: readonly TestMail[]): number[][] {
  const conversations = new Conversations();
  for (const mail of mails) conversations.add(linkPage(inbox, mail.uid, [mailRow(mail)]));
  const byRoot = Map.groupBy(mails, ({ uid }) => conversations.conversation(conversations.row(inbox, uid, uid)));
  const groups = [...byRoot.values()].map((list) => list.map(({ uid }) => uid).sort((a, b) => a - b));
  for (const group of groups) {
    const row = conversations.row(inbox, group[0] as number, group[0] as number);
    expect([...conversations.members(row)].map(({ uid }) => uid).sort((a, b) => a - b)).toEqual(group);
  }
  return groups.sort((a, b) => (a[0] as number) - (b[0] as number));
}

/** The same in every order of arrival that is tried. */
function groupedAnyhow(mails: readonly TestMail[]): number[][] {
  const first = grouped(mails);
  const random = seeded(7);
  expect(grouped(mails.toReversed())).toEqual(first);
  for (let i = 0; i < 8; i++) expect(grouped(mails.map((mail) => ({ mail, at: random() })).sort((a, b) => a.at - b.at).map(({ mail }) => mail))).toEqual(first);
  return first;
}

describe('by the headers', () => {
  test('answers join what they name, by either field', () => {
    expect(groupedAnyhow([{ uid: 1, id: 'a' + '@x' }, { uid: 2, references: ['a@x'] }, { uid: 3, inReplyTo: '<own-2@example.org>' }, { uid: 4 }])).toEqual([[1, 2, 3], [4]]);
  });

  test('a missing parent still holds its answers together', () => {
    expect(groupedAnyhow([{ uid: 1, references: ['gone@x'] }, { uid: 2, references: ['gone@x'] }, { uid: 3, references: ['other@x'] }])).toEqual([[1, 2], [3]]);
  });

  test('two conversations become one when the missing link arrives', () => {
    const before: TestMail[] = [{ uid: 1, id: 'a@x' }, { uid: 2, references: ['a@x'] }, { uid: 3, id: 'b@x' }, { uid: 4, references: ['b@x'] }];
    expect(groupedAnyhow(before)).toEqual([[1, 2], [3, 4]]);
    expect(groupedAnyhow([...before, { uid: 5, references: ['a@x', 'b@x'] }])).toEqual([[1, 2, 3, 4, 5]]);
  });

  test('loops, self-references and doubles in References end', () => {
    expect(groupedAnyhow([{ uid: 1, id: 'a@x', references: ['b@x', 'b@x', 'a@x'] }, { uid: 2, id: 'b@x', references: ['c@x'] }, { uid: 3, id: 'c@x', references: ['a@x'] }])).toEqual([[1, 2, 3]]);
  });

  test('messages with the same Message-ID belong together; those without one, or with one that names nothing, do not', () => {
    expect(groupedAnyhow([{ uid: 1, id: 'same@x' }, { uid: 2, id: 'same@x' }, { uid: 3, id: '' }, { uid: 4, id: '' }, { uid: 5, id: '1' }, { uid: 6, id: '1' }])).toEqual([[1, 2], [3], [4], [5], [6]]);
  });

  test('ten thousand forged references cost no more than fifty: the first and the last count', () => {
    const forged = Array.from({ length: 10_000 }, (_, i) => `forged-${i}@x`);
    const page = linkPage(inbox, 1, [mailRow({ uid: 1, references: forged })]);
    expect(page.counts[0]).toBe(50);
    expect(groupedAnyhow([{ uid: 1, references: forged }, { uid: 2, id: 'forged-0@x' }, { uid: 3, id: 'forged-9999@x' }, { uid: 4, id: 'forged-5000@x' }])).toEqual([[1, 2, 3], [4]]);
  });

  test('In-Reply-To as people write it', () => {
    expect(groupedAnyhow([
      { uid: 1, id: 'a@x' }, { uid: 2, inReplyTo: 'Your message of "Mon, 1 Jan" <a@x>' }, { uid: 3, inReplyTo: 'a@x' }, { uid: 4, inReplyTo: 'ann wrote at 10' }, { uid: 5, inReplyTo: 'ann wrote at 10' },
    ])).toEqual([[1, 2, 3], [4], [5]]);
  });
});

test('what the server calls one conversation is one, and needs no subject', () => {
  const to = { subject: 'Re: Lunch', from: 'ann@example.org', to: ['bob@example.org'] };
  expect(groupedAnyhow([{ uid: 1, thread: 'T1' }, { uid: 2, thread: 'T2', references: ['own-1@example.org'] }, { uid: 3, thread: 'T2' }, { uid: 4, thread: 'T3', ...to }, { uid: 5, subject: 'Lunch', from: 'bob@example.org', to: ['ann@example.org'], date: 1000 }]))
    .toEqual([[1, 2, 3], [4], [5]]);
});

describe('by the subject, when no header says anything', () => {
  const lunch: TestMail = { uid: 1, subject: 'Lunch', from: 'bob@example.org', to: ['ann@example.org'], date: 100 * DAY };
  const answer: TestMail = { uid: 2, subject: 'AW: lunch ', from: 'ann@example.org', to: ['bob@example.org'], date: 101 * DAY };

  test('an answer of somebody who took part joins, and so does the answer to it', () => {
    const third: TestMail = { uid: 3, subject: 'Re: AW: Lunch', from: 'Bob@Example.org', to: ['ann@example.org'], date: 102 * DAY };
    expect(groupedAnyhow([lunch, answer, third])).toEqual([[1, 2, 3]]);
  });

  test.each<[string, Partial<TestMail>]>([
    ['too late', { date: 120 * DAY }], ['before the message', { date: 99 * DAY }], ['of a stranger', { from: 'eve@example.net' }], ['to somebody else', { to: ['eve@example.net'] }],
    ['without a prefix', { subject: 'Lunch' }], ['forwarded', { subject: 'Fwd: Lunch' }], ['of another subject', { subject: 'Re: Dinner' }], ['by its own author', { from: 'bob@example.org', to: ['ann@example.org', 'bob@example.org'] }],
    ['that names another message', { references: ['other@x'] }],
  ])('not %s', (_, difference) => {
    expect(groupedAnyhow([lunch, { ...answer, ...difference }])).toEqual([[1], [2]]);
  });

  test('subjects of nothing but a prefix say nothing', () => {
    expect(groupedAnyhow([{ ...lunch, subject: '' }, { ...answer, subject: 'Re: ' }])).toEqual([[1], [2]]);
  });

  test('ten thousand reports of one robot stay alone, and are soon gone through', () => {
    const mails = Array.from({ length: 10_000 }, (_, i): TestMail => ({ uid: i + 1, subject: 'Re: report', from: 'robot@example.org', to: ['ann@example.org'], date: 100 * DAY + i }));
    expect(grouped(mails)).toHaveLength(10_000);
  });
});

test('random conversations, pages and orders agree with a graph walked by hand', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const random = seeded(seed);
    const below = (n: number): number => Math.floor(random() * n);
    const mails = Array.from({ length: 120 }, (_, i): TestMail => ({ uid: i + 1, id: random() < 0.1 ? '' : `m${below(150)}@x`, references: Array.from({ length: below(3) }, () => `m${below(150)}@x`) }));
    const rows = mails.map((mail, i) => ({ mail, folder: random() < 0.3 ? sent : inbox, page: i % 7, at: random() })).sort((a, b) => a.at - b.at);
    const conversations = new Conversations();
    // Pages grow: each is added again with what it had.
    const pages = new Map<string, TestMail[]>();
    for (const { mail, folder, page } of rows) {
      const list = pages.get(`${folder}${page}`) ?? [];
      pages.set(`${folder}${page}`, list);
      list.push(mail);
      if (random() < 0.5) conversations.add(linkPage(folder, page, list.map(mailRow)));
    }
    for (const { folder, page } of rows) conversations.add(linkPage(folder, page, (pages.get(`${folder}${page}`) ?? []).map(mailRow)));
    expect(conversations.size).toBe(mails.length);

    const walked = new Map<TestMail, number>();
    const names = (mail: TestMail): Set<string> => new Set([mail.id ?? '', ...(mail.references ?? [])].filter((id) => id !== ''));
    // Ids of a conversation, grown until nothing joins any more.
    const groups: { ids: Set<string>; mails: TestMail[] }[] = [];
    for (const mail of mails) {
      const ids = names(mail);
      const touched = groups.filter((group) => [...ids].some((id) => group.ids.has(id)));
      for (const group of touched) groups.splice(groups.indexOf(group), 1);
      groups.push({ ids: new Set([...ids, ...touched.flatMap((group) => [...group.ids])]), mails: [...touched.flatMap((group) => group.mails), mail] });
    }
    for (const [number, group] of groups.entries()) for (const mail of group.mails) walked.set(mail, number);
    const root = new Map<number, number>();
    for (const { mail, folder, page } of rows) {
      const conversation = conversations.conversation(conversations.row(folder, page, mail.uid));
      expect(root.get(walked.get(mail) as number) ?? conversation).toBe(conversation);
      root.set(walked.get(mail) as number, conversation);
    }
    expect(new Set(root.values()).size).toBe(groups.length);
  }
});
