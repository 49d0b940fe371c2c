import { expect, test } from 'vitest';
import { accountId, folderId } from '../../shared/ids.ts';
import { FLAG } from '../../shared/model/flags.ts';
import type { EnvelopeAddress, FetchedMessage } from '../imap/message.ts';
import { decodeRows, encodeRows } from '../mirror/protocol/page-rows.ts';
import type { PageWrite } from '../mirror/protocol/records.ts';
import { createPageBuilder, PAGE_SIZE } from './page-builder.ts';
import { summaryRow } from './summary.ts';

const FOLDER = folderId(accountId('one'), 'INBOX');
const ann: EnvelopeAddress = ['Ann', 'ann@example.org'];

function message(uid: number, { subject = `Number ${uid}`, flags = [] as string[], to = [ann] } = {}): FetchedMessage {
  return { sequence: uid, uid, size: uid * 10, flags, internalDate: 1_700_000_000_000 + uid * 1000, envelope: { date: NaN, subject, from: [ann], sender: [], replyTo: [], to, cc: [], bcc: [], inReplyTo: '', messageId: `<${uid}@example.org>` }, header: 'References: <a@example.org> <b@example.org>\r\n' };
}

function built(messages: readonly FetchedMessage[]): PageWrite {
  const builder = createPageBuilder(FOLDER);
  for (const one of messages) expect(builder.add(one)).toBeNull();
  const page = builder.flush()!;
  expect(builder.flush()).toBeNull();
  return page;
}

const words = ({ uids, dates, flags }: PageWrite) => ({
  uids: [...new Uint32Array(uids.slice().buffer)],
  dates: [...new Uint32Array(dates.slice().buffer)],
  flags: [...new Uint16Array(flags.slice().buffer)],
});
const text = ({ rows }: PageWrite): string => new TextDecoder('utf-8', { fatal: true }).decode(rows);

test('a page is, octet for octet, what all its rows make together', () => {
  const messages = [message(3, { subject: 'plain "quoted" \\ and\ttab' }), message(4, { subject: 'Grüße' }), message(5, { subject: '日本語 🙂 \ud800 alone' }), message(9, { to: [] })];
  expect(text(built(messages))).toBe(encodeRows(messages.map(summaryRow)));
});

test('what comes out of order and twice is put in order, and the last answer holds', () => {
  const page = built([message(7, { flags: ['\\Seen', 'old'] }), message(5, { flags: ['$a'] }), message(7, { subject: 'newer' }), message(6)]);
  expect(words(page)).toEqual({ uids: [5, 6, 7], dates: [1_700_000_005, 1_700_000_006, 1_700_000_007], flags: [FLAG.keywords, 0, 0] });
  expect(page.keywords).toEqual({ 5: ['$a'] });
  expect(decodeRows(text(page)).map((row) => [row[0], row[3]])).toEqual([[5, 'Number 5'], [6, 'Number 6'], [7, 'newer']]);
});

test('a page is full at its size, and the next begins with nothing of it', () => {
  const builder = createPageBuilder(FOLDER);
  const pages = Array.from({ length: PAGE_SIZE + 1 }, (_, index) => builder.add(message(index + 1)));
  expect(pages.map((page) => page !== null).indexOf(true)).toBe(PAGE_SIZE - 1);
  expect(decodeRows(text(pages[PAGE_SIZE - 1]!))).toHaveLength(PAGE_SIZE);
  expect(text(builder.flush()!)).toBe(encodeRows([summaryRow(message(PAGE_SIZE + 1))]));
});

test('rows far larger than a page has room for at first', () => {
  const many = Array.from({ length: 1_000 }, (_, index): EnvelopeAddress => [`名前 ${index}`, `${'x'.repeat(200)}${index}@example.org`]);
  const messages = [message(1, { subject: '語'.repeat(2_000), to: many }), ...Array.from({ length: 200 }, (_, index) => message(index + 2, { subject: '語'.repeat(1_500) }))];
  expect(text(built(messages))).toBe(encodeRows(messages.map(summaryRow)));
});
