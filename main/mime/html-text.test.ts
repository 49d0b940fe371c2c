import { expect, test } from 'vitest';
import { htmlText } from './html-text.ts';

test.each([
  ['lines', '<p>One\n  line</p><p>two<br>three</p><div>four</div>', 'One line\n\ntwo\nthree\n\nfour'],
  ['a table', '<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>', 'a\tb\nc'],
  ['what is no text', '<head><title>T</title><style>p { color: red }</style></head><script>if (a < b) run()</script>words<!-- <p>not</p> -->', 'words'],
  ['character references', 'a&nbsp;b &lt;p&gt; &amp;amp; &#8364;&#x20AC; &#0;&#99999999; &unknown;', 'a\u00a0b <p> &amp; €€  &#99999999; &unknown;'],
  ['tags in any case, with anything in them', '<P STYLE="a">A<BR/>B</P>', 'A\nB'],
  ['cut in a tag', 'all of it<a href="x', 'all of it'],
])('%s', (_name, html, text) => expect(htmlText(html)).toBe(text));

test('a flood is gone through once', () => {
  for (const flood of ['<', '<!--', '<p', '<p>', '&#', '<style>', '</', '<br>\n ', '</td>', '&nbsp;', '</td><td> ']) expect(htmlText(flood.repeat(500_000)).length).toBeLessThanOrEqual(1_000_000);
});

test.each([
  ['no box', '<div STYLE="Display : None">'], ['no box, against another word', "<div style='display:none!important;display:block'>"], ['no box, with a note', '<div style="display:/**/none">'], ['the attribute', '<div class=x hidden>'],
  ['not visible', '<div style=visibility:hidden>'], ['nothing of it opaque', '<div style="opacity: 0.0">'], ['no room', '<div style="max-height:0px;overflow:hidden">'],
])('what nobody has seen is not sent on as the words of the other: %s', (_name, open) => {
  expect(htmlText(`<p>Seen</p>${open}<div>Pay <!-- </div></div> --><b>all</b></div> of it</div><p>too</p>`)).toBe('Seen\n\ntoo');
});

test.each([
  ['a word of another property', '<div style="x-display:none">'], ['a name that says it', '<div class="hidden" title="a hidden one">'], ['taken back', '<div style="display:none;display:block">'], ['half', '<div style="opacity:0.5">'],
  ['room that is not cut', '<div style="height:0">'], ['a font of no size around others', '<div style="font-size:0">'], ['not closed', '<div hidden>'], ['that holds nothing', '<img hidden>'],
])('what may have been seen is there: %s', (_name, open) => {
  expect(htmlText(`${open}words${open.startsWith('<div') && !open.includes('<div hidden') ? '</div>' : ''}<p>more</p>`)).toBe('words\n\nmore');
});

test('a letter that is longer in lower case shifts nothing', () => {
  expect(htmlText('<p>İİİ</p><p>two</p><STYLE>p {}</STYLE>')).toBe('İİİ\n\ntwo');
});

test('elements that hide themselves without end are gone through a few times', () => {
  expect(htmlText('<b hidden>a'.repeat(300_000)).length).toBe(300_000);
});

test('a pile of marks that comes to light only here becomes a small one', () => {
  for (const mark of ['&#x301;', '&#769;', '\u0301<!-- -->', '\u0301<b></b>']) expect(htmlText(`<p>a${mark.repeat(1_000)}</p>`)).toBe(`a${'\u0301'.repeat(12)}`);
});

test('the words behind a large picture in the source are there', () => {
  expect(htmlText(`<p>Before</p><img src="data:image/png;base64,${'A'.repeat(1_500_000)}"><p>Behind</p>`)).toBe('Before\n\nBehind');
});
