import { expect, test } from 'vitest';
import { DATA_IMAGE } from '../../shared/html/policy.ts';
import type { BodyPart } from '../imap/message.ts';
import { buildBody } from './body.ts';

const sections = (content: Record<string, string | Buffer | null>): Map<string, Buffer | null> =>
  new Map(Object.entries(content).map(([name, value]) => [name, typeof value === 'string' ? Buffer.from(value, 'utf8') : value]));
const leaf = (s: string, t: string, more: Partial<BodyPart> = {}): BodyPart => ({ s, t, n: 10, ...more });

test('alternative with an inline picture', () => {
  const root: BodyPart = { s: '', t: 'multipart/related', c: [
    { s: '1', t: 'multipart/alternative', c: [
      leaf('1.1', 'text/plain', { p: { charset: 'iso-8859-1', format: 'Flowed', delsp: 'YES' }, e: 'quoted-printable' }),
      leaf('1.2', 'text/html', { p: { charset: 'utf-8' }, e: 'base64' }),
    ] },
    leaf('2', 'image/png', { id: '__proto__', e: 'base64' }),
  ] };
  const html = '<p>gr\u00fc\u00df <img src="cid:__proto__">';
  const body = buildBody(root, sections({ '1.1': 'gr=FC=DF', '1.2': Buffer.from(html).toString('base64'), 2: 'iVBO\r\nRw==' }));
  expect(body).toEqual({ html, text: 'gr\u00fc\u00df', flowed: true, delSp: true, inline: expect.anything() as unknown as Record<string, string>, damaged: false, truncated: false });
  expect(Object.entries(body.inline)).toEqual([['__proto__', 'data:image/png;base64,iVBORw==']]);
});

test('a picture under an old name of its type is handed over under the one that is drawn', () => {
  const root: BodyPart = { s: '', t: 'multipart/related', c: [leaf('1', 'text/html'), leaf('2', 'image/pjpeg', { id: 'a' }), leaf('3', 'image/x-png', { id: 'b' }), leaf('4', 'image/jpg', { id: 'c' })] };
  const { inline } = buildBody(root, sections({ 1: '<img src=cid:a>', 2: 'x', 3: 'y', 4: 'z' }));
  expect(Object.values(inline).filter((url) => !DATA_IMAGE.test(url))).toEqual([]);
  expect(inline).toEqual({ a: 'data:image/jpeg;base64,eA==', b: 'data:image/png;base64,eQ==', c: 'data:image/jpeg;base64,eg==' });
});

test('HTML alone has no text', () => {
  expect(buildBody(leaf('1', 'text/html'), sections({ 1: '<b>x' }))).toMatchObject({ html: '<b>x', text: null, damaged: false });
});

test('the charset of an unlabelled HTML part comes from its meta element', () => {
  const html = '<meta http-equiv=content-type content="text/html; charset=koi8-r">\n';
  expect(buildBody(leaf('1', 'text/html'), sections({ 1: Buffer.concat([Buffer.from(html), Buffer.from([0xd0])]) })).html).toBe(`${html}\u043f`);
});

test('plain text between HTML is escaped', () => {
  const root: BodyPart = { s: '', t: 'multipart/mixed', c: [leaf('1', 'text/html'), leaf('2', 'text/plain')] };
  const body = buildBody(root, sections({ 1: '<p>a', 2: '<script>&\nb' }));
  expect(body.html).toBe('<p>a\n<hr>\n<div>&lt;script&gt;&amp;<br>\nb</div>');
  expect(body.text).toBeNull();
});

test('texts of different kinds are joined as fixed lines', () => {
  const root: BodyPart = { s: '', t: 'multipart/mixed', c: [leaf('1', 'text/plain', { p: { format: 'flowed' } }), leaf('2', 'text/plain')] };
  const body = buildBody(root, sections({ 1: 'one \ntwo\n> quo \n> ted', 2: 'fixed ' }));
  expect(body).toMatchObject({ text: 'one two\n> quo ted\nfixed ', flowed: false });
});

test('what is missing or not understood is said', () => {
  expect(buildBody(leaf('1', 'text/plain'), sections({ 1: null }))).toMatchObject({ text: '', damaged: true });
  expect(buildBody(leaf('1', 'text/plain'), sections({}))).toMatchObject({ damaged: true });
  expect(buildBody(leaf('1', 'text/plain', { e: 'rot13' }), sections({ 1: 'x' }))).toMatchObject({ text: 'x', damaged: true });
});

test('a text beyond the limit is cut between characters', () => {
  const body = buildBody(leaf('1', 'text/plain'), sections({ 1: `a${'\u00fc'.repeat(2_000_000)}` }));
  expect(body.truncated).toBe(true);
  expect(body.text === `a${'\u00fc'.repeat(1024 * 1024 - 1)}`).toBe(true);
});
