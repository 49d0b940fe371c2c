/** What stays of an element's attributes: no address stays where a browser would follow it by itself. */
import { describe, expect, test } from 'vitest';
import { ruleAttributes } from './rules.ts';

describe('addresses', () => {
  test.each([
    ['img', { src: 'https://a.example/x.png' }, { 'data-remote': 'https://a.example/x.png' }],
    ['img', { src: 'cid:a%40b' }, { 'data-cid': 'a@b' }],
    ['td', { background: 'https://a.example/x.png' }, { 'data-remote-background': 'https://a.example/x.png' }],
    ['a', { href: 'https://a.example/' }, { 'data-href': 'https://a.example/' }],
    ['a', { href: '#body' }, { 'data-href': '#m-body' }],
  ])('of %s become marks: %j', (element, attributes, kept) => expect(ruleAttributes(element, attributes)).toEqual(kept));

  test.each([
    ['a', 'href', 'javascript:alert(1)'], ['a', 'data-href', 'javascript:alert(1)'], ['a', 'href', 'file:///etc/passwd'], ['a', 'href', '/document/x'], ['a', 'href', '#a b'],
    ['div', 'href', 'https://a.example/'], ['div', 'data-href', 'https://a.example/'],
    ['div', 'src', 'https://a.example/x.png'], ['div', 'data-remote', 'https://a.example/x.png'], ['div', 'data-cid', 'a@b'], ['p', 'background', 'https://a.example/x.png'],
    ['img', 'src', 'data:image/svg+xml;base64,AAAA'], ['img', 'src', 'data:text/html,x'], ['img', 'src', '/remote/grant/x'], ['img', 'data-remote', 'javascript:alert(1)'], ['img', 'data-remote', 'mailto:a@example.org'],
    ['img', 'srcset', 'https://a.example/x.png'], ['img', 'onerror', 'alert(1)'], ['input', 'type', 'image'], ['div', 'data-blocked', ''], ['form', 'action', 'https://a.example/'],
  ])('of %s do not stay: %s=%j', (element, name, value) => expect(ruleAttributes(element, { [name]: value })).toEqual({}));
});

test('a picture in the message has an end', () => {
  const picture = (length: number): Record<string, string> => ruleAttributes('img', { src: `data:image/png;base64,${'A'.repeat(length)}` });
  expect(Object.keys(picture(1_000))).toEqual(['src']);
  expect(picture(12_000_000)).toEqual({});
});

test('names are apart from all that scripts and the page know, and stay so', () => {
  const kept = ruleAttributes('a', { id: 'body', class: 'x m-y {z}', name: 'attributes' });
  expect(kept).toEqual({ id: 'm-body', class: 'm-x m-y' });
  expect(ruleAttributes('a', kept)).toEqual(kept);
});

test.each([['colspan', '51'], ['rowspan', '1001'], ['span', '1000000'], ['cols', 'x']])('cells stretch over no more than a browser can lay out: not %s=%s', (name, value) => {
  expect(ruleAttributes('td', { [name]: value })).toEqual({});
});
