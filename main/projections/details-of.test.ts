import { describe, expect, test } from 'vitest';
import { messageDetailsSchema } from '../../shared/model/message-details.ts';
import { HEADER_LIMIT } from '../mime/header-fields.ts';
import { detailsOf, type DetailsSource } from './details-of.ts';

const of = (header: string, extra: Partial<DetailsSource> = {}) => detailsOf({
  from: [{ name: 'Maya', address: 'maya@example.com' }], replyTo: [], structure: { s: '1', t: 'text/plain' }, text: null, server: { imapHost: 'imap.example.org' }, own: ['you@example.org'],
  aside: { header: Buffer.from(header, 'latin1').subarray(0, HEADER_LIMIT), serverDate: 1, subjects: new Map(), structure: { s: '1', t: 'text/plain' }, parts: new Map(), walked: false },
  ...extra,
});

describe('details', () => {
  test('before the header is here are those of the row', () => {
    const found = of('', { aside: null, from: [{ name: 'pat@example.net', address: 'maya@example.com' }] });
    expect(found).toMatchObject({ header: null, serverDate: null, warnings: [{ code: 'name-has-other-address' }], structure: [{ section: '1', type: 'text/plain' }] });
  });
  test('name a sender once, and every sender that either reading finds', () => {
    expect(of('From: Maya <maya@example.com>\r\n\r\n').warnings).toEqual([]);
    expect(of('From: "Maya R." <MAYA@example.com>\r\n\r\n').warnings).toEqual([]);
    expect(of('From: pat@example.net\r\n\r\n').warnings.map(({ code }) => code)).toEqual(['several-senders']);
  });
  test('name who wants to be told that it was read, and tell nobody', () => expect(of('From: maya@example.com\r\nDisposition-Notification-To: "M" <spy@example.net>\r\n\r\n').header!.receiptTo).toEqual([{ name: 'M', address: 'spy@example.net' }]));
  test('believe nobody about a message inside a message: whoever packed it wrote all of it', () => {
    const checked = 'Authentication-Results: mx.example.org; dmarc=pass header.from=example.com\r\nReceived: from a by mx.example.org\r\nFrom: maya@example.com\r\n\r\n';
    expect(of(checked).header!.authentication.verdict).toBe('passed');
    expect(of(checked, { nested: true }).header!.authentication).toMatchObject({ verdict: 'unknown', reason: 'nested', by: null, results: [] });
  });
  test('an answer to a list is no surprise', () => {
    expect(of('From: maya@example.com\r\nReply-To: list@example.net\r\n\r\n').warnings.map(({ code }) => code)).toEqual(['reply-to-elsewhere']);
    expect(of('From: maya@example.com\r\nReply-To: list@example.net\r\nList-Id: <tides.example.net>\r\n\r\n').warnings).toEqual([]);
  });
});

describe('bombs', () => {
  const fill = (field: string, piece: string): string => `${field}: ${piece.repeat(Math.ceil(HEADER_LIMIT / piece.length))}\r\n\r\n`;
  const fields = ['From', 'Reply-To', 'Authentication-Results', 'DKIM-Signature', 'List-Unsubscribe', 'List-Id', 'Content-Type', 'Date', 'Disposition-Notification-To'];
  const pieces = ['(', '"', '<', 'a@b,', 'a@', '=?utf-8?q?a?= ', '=?utf-8?b?', ';a=', 'a*0*=x;', '\\', ' ', '\r\n ', 'a:b;', '[', '1 ', '\u2800', ';boundary="', '<https://a/', '::', '@.', 'x=pass (', 'xn--a.'];
  test.each(fields)('%s', { timeout: 30_000 }, (field) => {
    const before = process.cpuUsage();
    for (const piece of pieces) expect([piece, messageDetailsSchema.safeParse({ ...of(fill(field, piece)), failure: null }).success]).toEqual([piece, true]);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(5_000); // SEC-DOS-1: a limit for each, here for all of them
  });
  test('fields without end', () => {
    for (const line of ['A: b\r\n', 'From: a@example.org\r\n', '\r', 'x', 'Authentication-Results: a; dkim=pass\r\n', 'Received: x\r\n', '\n\n']) expect(of(line.repeat(HEADER_LIMIT / line.length)).header).not.toBeNull();
  });
  test('names of the prototype', () => expect(of('__proto__: 1\r\nconstructor: 2\r\nFrom: __proto__@constructor.example\r\nContent-Type: a/b; __proto__=1\r\n\r\n').header!.fields.map(({ name }) => name)).toEqual(['__proto__', 'constructor', 'From', 'Content-Type']));
});
