import { describe, expect, test } from 'vitest';
import type { BodyPart } from '../imap/message.ts';
import { chooseParts, listedAttachments, type ChosenParts } from './choose-parts.ts';

type Tree = [type: string, ...rest: (Tree | Partial<BodyPart>)[]];

/** `['multipart/mixed', ['text/plain'], ['image/png', { id: 'x' }]]` with section numbers as a server gives them. */
function structure(tree: Tree, section = ''): BodyPart {
  const [type, ...rest] = tree;
  const children = rest.filter((item): item is Tree => Array.isArray(item));
  const more = Object.assign({}, ...rest.filter((item) => !Array.isArray(item))) as Partial<BodyPart>;
  if (type.startsWith('multipart/')) return { s: section, t: type, c: children.map((child, i) => structure(child, section === '' ? `${i + 1}` : `${section}.${i + 1}`)), ...more };
  return { s: section === '' ? '1' : section, t: type, n: 100, ...more };
}
const choose = (tree: Tree): ChosenParts => chooseParts(structure(tree));
/** `html text | attachments` by section. */
const summary = (tree: Tree): string => {
  const chosen = choose(tree);
  const list = (parts: readonly { section: string }[]): string => parts.map((part) => part.section).join('+') || '-';
  return `${list(chosen.html)} ${list(chosen.text)} | ${list(chosen.attachments)}`;
};
const named = (name: string): Partial<BodyPart> => ({ dp: { filename: name } });

describe('which part is which', () => {
  const cases: [string, Tree, string][] = [
    ['plain only', ['text/plain'], '- 1 | -'],
    ['HTML only', ['text/html'], '1 - | -'],
    ['both', ['multipart/alternative', ['text/plain'], ['text/html']], '2 1 | -'],
    ['both, richest first', ['multipart/alternative', ['text/html'], ['text/plain']], '1 2 | -'],
    ['three readings: none is out of reach', ['multipart/alternative', ['text/plain'], ['text/html'], ['text/html'], ['text/calendar']], '3 1 | 2+4'],
    ['AMP is not HTML', ['multipart/alternative', ['text/plain'], ['text/x-amp-html'], ['text/html']], '3 1 | 2'],
    ['two texts in order', ['multipart/mixed', ['text/plain'], ['application/pdf'], ['text/plain']], '- 1+3 | 2'],
    ['a list footer under HTML', ['multipart/mixed', ['multipart/alternative', ['text/plain'], ['text/html']], ['text/plain']], '1.2+2 1.1+2 | -'],
    ['HTML without a plain reading hides no part of it', ['multipart/mixed', ['text/plain'], ['text/html']], '1+2 - | -'],
    ['pictures of the HTML', ['multipart/related', ['text/html'], ['image/png', { id: 'a' }]], '1 - | 2'],
    ['related below alternative', ['multipart/alternative', ['text/plain'], ['multipart/related', ['text/html'], ['image/png', { id: 'a' }]]], '2.1 1 | 2.2'],
    ['alternative below related', ['multipart/related', ['multipart/alternative', ['text/plain'], ['text/html']], ['image/gif', { id: 'a' }]], '1.2 1.1 | 2'],
    ['a named root of related', ['multipart/related', { p: { start: '<r>' } }, ['text/plain', { id: 'x' }], ['text/html', { id: 'r' }]], '2 - | 1'],
    ['text sent as a file', ['multipart/mixed', ['text/plain'], ['text/html', { d: 'attachment', ...named('a.html') }]], '- 1 | 2'],
    ['a named text later is a file, an inline one both', ['multipart/mixed', ['text/plain'], ['text/plain', named('a.patch')], ['text/plain', { d: 'inline', ...named('b.txt') }]], '- 1+3 | 2+3'],
    ['a message inside', ['multipart/mixed', ['text/plain'], ['message/rfc822', { c: [{ s: '2.1', t: 'text/html' }] }]], '- 1 | 2'],
    ['a digest', ['multipart/digest', ['message/rfc822'], ['message/rfc822']], '- - | 1+2'],
    ['signed', ['multipart/signed', ['text/plain'], ['application/pgp-signature']], '- 1 | 2'],
    ['encrypted', ['multipart/encrypted', ['application/pgp-encrypted'], ['application/octet-stream']], '- - | 1+2'],
    ['a delivery report', ['multipart/report', ['text/plain'], ['message/delivery-status'], ['text/rfc822-headers']], '- 1 | 2+3'],
    ['an invitation', ['multipart/mixed', ['multipart/alternative', ['text/plain'], ['text/calendar']], ['application/ics', named('invite.ics')]], '- 1.1 | 1.2+2'],
    ['a PDF alone', ['application/pdf'], '- - | 1'],
    ['unusual text alone', ['text/enriched'], '- 1 | 1'],
    ['an unknown multipart', ['multipart/x-new', ['text/plain'], ['text/html']], '1+2 - | -'],
  ];
  test.each(cases)('%s', (_, tree, expected) => expect(summary(tree)).toBe(expected));

  test('every leaf of random trees can be reached', () => {
    let state = 7;
    const random = (n: number): number => (state = (Math.imul(state, 1103515245) + 12345) >>> 0) % n;
    const types = ['text/plain', 'text/html', 'image/png', 'text/calendar', 'application/pdf', 'message/rfc822'];
    const grow = (depth: number): Tree => (depth > 3 || random(3) === 0
      ? [types[random(types.length)]!, ...(random(2) ? [{ id: `c${random(9)}` }] : []), ...(random(3) ? [] : [named('x')]), ...(random(4) ? [] : [{ d: 'attachment' }])]
      : [['multipart/mixed', 'multipart/alternative', 'multipart/related'][random(3)]!, ...Array.from({ length: 1 + random(3) }, () => grow(depth + 1))]);
    const leaves = (part: BodyPart): string[] => (part.t.startsWith('multipart/') ? (part.c ?? []).flatMap(leaves) : [part.s]);
    for (let round = 0; round < 2000; round += 1) {
      const root = structure(grow(0));
      const chosen = chooseParts(root);
      const reached = new Set([...chosen.html, ...chosen.text, ...chosen.attachments].map((part) => part.section));
      expect(leaves(root).filter((section) => !reached.has(section)), JSON.stringify(root)).toEqual([]);
    }
  });
});

describe('limits', () => {
  test('a long text is fetched in part', () => {
    const chosen = choose(['text/plain', { n: 50_000_000 }]);
    expect(chosen.fetch).toEqual([{ section: '1', offset: 0, length: 2 * 1024 * 1024 }]);
    expect(chosen.truncated).toBe(true);
  });
  test('a text of unknown length is asked for up to the limit and not called cut before it is seen', () => {
    const chosen = chooseParts({ s: '1', t: 'text/plain' });
    expect(chosen.fetch).toEqual([{ section: '1', offset: 0, length: 2 * 1024 * 1024 }]);
    expect(chosen.truncated).toBe(false);
  });
  test('of a thousand large texts the rest becomes attachments', () => {
    const chosen = choose(['multipart/mixed', ...Array.from({ length: 1000 }, (): Tree => ['text/plain', { n: 2_000_000 }])]);
    expect(chosen.text.length).toBe(4);
    expect(chosen.attachments.length).toBe(996);
    expect(chosen.truncated).toBe(true);
  });
  test('of thousands of small texts and pictures a hundred each are fetched, and all can be reached', () => {
    const tree: Tree = ['multipart/mixed', ...Array.from({ length: 4_000 }, (): Tree => ['text/html']), ...Array.from({ length: 4_000 }, (_, at): Tree => ['image/png', { id: `i${at}` }])];
    const chosen = choose(tree);
    expect(chosen).toMatchObject({ truncated: true, html: { length: 100 }, images: { length: 100 }, fetch: { length: 200 } });
    expect(new Set([...chosen.html, ...chosen.attachments].map(({ section }) => section)).size).toBe(8_000);
  });
  test('pictures: raster only, 2 MB each, 8 MB together, none without HTML', () => {
    let count = 0;
    const image = (type: string, n: number): Tree => [type, { id: `i${count++}`, n }];
    const pictures: Tree[] = [image('image/svg+xml', 10), image('image/png', 3_000_000), ...Array.from({ length: 6 }, () => image('image/jpeg', 2_000_000))];
    expect(choose(['multipart/related', ['text/html'], ...pictures]).images.map((part) => part.section)).toEqual(['4', '5', '6', '7']);
    expect(choose(['multipart/related', ['text/plain'], ...pictures]).images).toEqual([]);
  });
  test('an empty multipart and absurd depth are damage', () => {
    expect(choose(['multipart/mixed']).damaged).toBe(true);
    let deep: Tree = ['text/plain'];
    for (let i = 0; i < 200; i += 1) deep = ['multipart/mixed', deep];
    expect(choose(deep).damaged).toBe(true);
  });
});

describe('a picture is listed as an attachment unless the HTML shows it', () => {
  const chosen = choose(['multipart/related', ['text/html'], ['image/png', { id: 'a@b' }], ['image/png', { id: 'C' }], ['image/png', { id: 'unused' }]]);
  const listed = (html: string | null): string[] => listedAttachments(chosen, html).map((part) => part.section);
  test('by an img element, whatever the case and however it is written', () => {
    expect(listed('<img src="cid:a%40b"><p><IMG alt=x SRC=cid:c>')).toEqual(['4']);
    expect(listed("<img alt='x' src=' cid:a@b '>")).toEqual(['3', '4']);
    expect(listed(null)).toEqual(['2', '3', '4']);
  });
  // None of these is drawn: a picture that was not listed either could not be had at all.
  test.each(['<td background="cid:a@b">', '<p style="background-image:url(cid:a@b)">', '<a href="cid:a@b">', '<!-- <img src="cid:a@b"> -->', '<!--[if gte mso 9]><v:imagedata src="cid:a@b"/><![endif]-->', '<input type=image src="cid:a@b">', 'see cid:a@b', '<img data-src="cid:a@b">', '<img src="https://example.org/cid:a@b">'])('not by %s', (html) => {
    expect(listed(html)).toEqual(['2', '3', '4']);
  });
  test('of two with one Content-ID the first is drawn, the other listed', () => {
    const twice = choose(['multipart/related', ['text/html'], ['image/png', { id: 'logo@x' }], ['image/jpeg', { id: 'Logo@x' }]]);
    expect(twice.images.map((part) => part.section)).toEqual(['2']);
    expect(listedAttachments(twice, '<img src="cid:logo@x">').map((part) => part.section)).toEqual(['3']);
  });
  test('hostile HTML is gone through in a moment', () => {
    for (const flood of ['<!--', '<img ', '<img src="cid:', '<img src=', '<img src  ', 'cid:']) expect(listed(flood.repeat(500_000))).toEqual(['2', '3', '4']);
  });
});

test('a hostile parameter name changes nothing', () => {
  const chosen = choose(['text/plain', { p: JSON.parse('{"__proto__": {"charset": "x"}, "constructor": "y"}') as Record<string, string> }]);
  expect(chosen.text[0]?.charset).toBe('');
});
