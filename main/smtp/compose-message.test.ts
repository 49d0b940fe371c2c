import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { FailureError } from '../../shared/failure.ts';
import { decodeFlowed } from '../../shared/text/flowed.ts';
import { buildBody } from '../mime/body.ts';
import { parseMessage } from '../mime/parse-message.ts';
import { composeMessage, messageIdFor, type ComposedMessage } from './compose-message.ts';

const FROM = { name: 'Ana Example', address: 'ana@example.org' };
const IDENTITY = { messageId: '<r4nd0m@example.org>', date: new Date(2026, 10, 20, 9, 5, 7) };
const PLAIN = { to: [{ name: '', address: 'b@example.com' }], cc: [], bcc: [], subject: 'Hello', text: 'Hi\n', inReplyTo: '', references: [] };
const compose = (change: Partial<typeof PLAIN> | Record<string, unknown> = {}, from = FROM): Promise<ComposedMessage> => composeMessage({ ...PLAIN, ...change }, from, IDENTITY);
const header = ({ raw }: ComposedMessage): string[] => raw.subarray(0, raw.indexOf('\r\n\r\n')).toString('latin1').replace(/\r\n(?=[ \t])/gu, '').split('\r\n');

test('a plain message, octet for octet', async () => {
  const zone = IDENTITY.date.getTimezoneOffset();
  const offset = `${zone > 0 ? '-' : '+'}${String(Math.trunc(Math.abs(zone) / 60)).padStart(2, '0')}${String(Math.abs(zone) % 60).padStart(2, '0')}`;
  const { raw, rawForSent, envelope } = await compose();
  expect(raw.toString('latin1')).toBe([
    'From: Ana Example <ana@example.org>', 'To: b@example.com', 'Subject: Hello', `Date: Fri, 20 Nov 2026 09:05:07 ${offset}`, 'Message-ID: <r4nd0m@example.org>',
    'Content-Transfer-Encoding: 7bit', 'MIME-Version: 1.0', 'Content-Type: text/plain; charset=utf-8; format=flowed', '', 'Hi', '',
  ].join('\r\n'));
  expect(rawForSent).toBe(raw);
  expect(envelope).toEqual({ from: 'ana@example.org', to: ['b@example.com'] });
});

test.each([['x'.repeat(998), 'x'.repeat(998)], [`Re: ${'ab'.repeat(450)} end`, `Re: ${'ab'.repeat(450)} end`], [`grüße ${'y'.repeat(700)}`, `grüße ${'y'.repeat(700)}`]])('no line is longer than a server must take, and the subject is the same', async (subject, expected) => {
  const name = 'N'.repeat(3_000);
  const { raw } = await compose({ subject, to: [{ name, address: 'b@example.com' }] }, { ...FROM, name });
  expect(Math.max(...raw.toString('latin1').split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
  const parsed = await PostalMime.parse(raw);
  expect(parsed.subject).toBe(expected);
  expect(parsed.to).toEqual([{ name: 'N'.repeat(200), address: 'b@example.com' }]);
});

test('the same input gives the same octets', async () => {
  const change = { subject: '\u00dcber \u65e5\u672c\u8a9e', text: 'gr\u00fc\u00dfe\n'.repeat(100), bcc: [{ name: 'x', address: 'x@example.net' }] };
  expect((await compose(change)).raw.equals((await compose(change)).raw)).toBe(true);
});

test('blind copies are in the envelope and in the filed copy only; doubles are named once', async () => {
  const composed = await compose({ cc: [{ name: 'B', address: 'b@example.com' }], bcc: [{ name: 'Secret', address: 'secret@example.net' }] });
  expect(composed.envelope.to).toEqual(['b@example.com', 'secret@example.net']);
  expect(composed.raw.toString()).not.toMatch(/secret/iu);
  expect(composed.rawForSent.toString()).toContain('Bcc: Secret <secret@example.net>');
  expect(composed.rawForSent.toString().replace(/Bcc: .*\r\n/u, '')).toBe(composed.raw.toString());
});

test('letters beyond ASCII come back as they were, in pure ASCII', async () => {
  const subject = `\u00dcber \u65e5\u672c\u8a9e \u{1f600} ${'sehr lang \u00e4 '.repeat(30)}`.trim();
  const name = 'J\u00f6rg "der" M\u00fcller, \u5f20';
  const text = '\u05e9\u05dc\u05d5\u05dd\nEmoji \u{1f426}\n';
  const { raw } = await compose({ subject, text, to: [{ name, address: 'j@example.com' }] });
  expect(raw.toString('latin1')).toMatch(/^[\r\n\t -~]*$/u);
  for (const line of raw.toString('latin1').split('\r\n')) expect(line.length).toBeLessThanOrEqual(78);
  const read = await PostalMime.parse(raw);
  expect(read.subject).toBe(subject);
  expect(read.to).toEqual([{ name, address: 'j@example.com' }]);
  const { structure, sections } = parseMessage(raw);
  expect(buildBody(structure, sections)).toMatchObject({ text: text.replaceAll('\n', '\r\n'), flowed: true, damaged: false });
});

test('long paragraphs travel as flowed text and arrive whole', async () => {
  const paragraph = 'word '.repeat(200).trim();
  const { raw } = await compose({ text: `${paragraph}\n> quoted ${paragraph}\n-- \nAna\n From here` });
  const { structure, sections } = parseMessage(raw);
  const read = decodeFlowed(buildBody(structure, sections).text ?? '', false);
  expect(read.map(({ depth, text }) => [depth, text])).toEqual([[0, paragraph], [1, `quoted ${paragraph}`], [0, '-- '], [0, 'Ana'], [0, ' From here']]);
});

test('international domains go out in ASCII, in header, envelope and Message-ID', async () => {
  const { raw, envelope } = await compose({ to: [{ name: '', address: 'a@b\u00fccher.example' }] });
  expect(envelope.to).toEqual(['a@xn--bcher-kva.example']);
  expect(raw.toString()).toContain('To: a@xn--bcher-kva.example\r\n');
  expect(messageIdFor('a@b\u00fccher.example', 'x1')).toBe('<x1@xn--bcher-kva.example>');
});

test('threading: long lists are folded, what is no id is left out', async () => {
  const ids = Array.from({ length: 40 }, (_, n) => `<${'x'.repeat(30)}${n}@example.org>`);
  const { raw } = await compose({ inReplyTo: ids[39]!, references: [...ids, '<a b@c>', 'none', '<\u00fc@x>'] });
  const read = await PostalMime.parse(raw);
  expect(read.inReplyTo).toBe(ids[39]);
  expect(read.references?.split(/\s+/u)).toEqual(ids);
});

describe('injection', () => {
  const EVIL = '\r\nBcc: evil@example.net';
  const allowed = ['From', 'To', 'Cc', 'Subject', 'Date', 'Message-ID', 'In-Reply-To', 'References', 'Content-Transfer-Encoding', 'MIME-Version', 'Content-Type'];
  const harmless: [string, Record<string, unknown>][] = [
    ['subject', { subject: `s${EVIL}` }],
    ['subject with bare CR and LF', { subject: 's\rBcc: e@x.y\nBcc: e@x.y\u2028Bcc: e@x.y' }],
    ['subject with NUL and escapes', { subject: 's\0\u001b[2J=?utf-8?Q?=0D=0ABcc:_e@x.y?=' }],
    ['name', { to: [{ name: `n${EVIL}`, address: 'b@example.com' }] }],
    ['name that closes its quotes', { to: [{ name: 'a" <evil@example.net>, "b', address: 'b@example.com' }] }],
    ['name with a comma and brackets', { to: [{ name: 'evil@example.net>, <x', address: 'b@example.com' }] }],
    ['In-Reply-To', { inReplyTo: `<a@b>${EVIL}` }],
    ['References', { references: [`<a@b>${EVIL}`, '<c@d>'] }],
    ['text that looks like a header', { text: `\n\nBcc: evil@example.net\n.\nMAIL FROM:<evil@example.net>\n` }],
    ['lone surrogates', { subject: '\ud800', text: '\udfff', to: [{ name: '\ud83d', address: 'b@example.com' }] }],
  ];
  test.each(harmless)('%s', async (_, change) => {
    const composed = await compose(change);
    for (const line of header(composed)) expect(allowed).toContain(line.slice(0, line.indexOf(':')));
    expect(composed.envelope.to).toEqual(['b@example.com']);
    const read = await PostalMime.parse(composed.raw);
    expect(read.to?.map((one) => one.address)).toEqual(['b@example.com']);
    expect(read.bcc).toBeUndefined();
  });
  const refused: [string, Record<string, unknown>, string?][] = [
    ['an address with a second recipient behind a line end', { to: [{ name: '', address: 'd@e.f>\r\nRCPT TO:<evil@x.y' }] }],
    ['an address with brackets', { to: [{ name: '', address: 'd@e.f>,<evil@x.y' }] }],
    ['brackets inside quotes', { to: [{ name: '', address: '"d>\u003cevil"@x.y' }] }],
    ['two addresses in one', { to: [{ name: '', address: 'd@e.f, evil@x.y' }] }],
    ['a group', { to: [{ name: '', address: 'g:evil@x.y;' }] }],
    ['a route', { to: [{ name: '', address: '@evil.example:d@e.f' }] }],
    ['no domain', { to: [{ name: '', address: 'd@' }] }],
    ['an empty one', { bcc: [{ name: '', address: '' }] }],
    ['a blind copy with a line end', { bcc: [{ name: '', address: 'd@e.f\nX: y' }] }],
    ['NUL', { cc: [{ name: '', address: 'd\0@e.f' }] }],
    ['a sender with a line end', {}, 'a@b.c>\r\nRCPT TO:<evil@x.y>\r\nX:<'],
  ];
  test.each(refused)('%s is refused', async (_, change, sender) => {
    const error = await compose(change, sender === undefined ? FROM : { name: '', address: sender }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(FailureError);
    expect((error as FailureError).failure.code).toBe('invalid-input');
  });
  test('a Message-ID with a line end is refused', async () => {
    await expect(composeMessage(PLAIN, FROM, { ...IDENTITY, messageId: `<a@b>${EVIL}` })).rejects.toThrow(/Message-ID/u);
  });
});
