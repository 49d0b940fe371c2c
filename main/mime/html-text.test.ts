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

test('a pile of marks that comes to light only here becomes a small one', () => {
  for (const mark of ['&#x301;', '&#769;', '\u0301<!-- -->', '\u0301<b></b>']) expect(htmlText(`<p>a${mark.repeat(1_000)}</p>`)).toBe(`a${'\u0301'.repeat(12)}`);
});

test('the words behind a large picture in the source are there', () => {
  expect(htmlText(`<p>Before</p><img src="data:image/png;base64,${'A'.repeat(1_500_000)}"><p>Behind</p>`)).toBe('Before\n\nBehind');
});
