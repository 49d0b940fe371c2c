/** The first wall, without a browser. */
import { describe, expect, test } from 'vitest';
import { LIMITS } from '../../../../shared/html/policy.ts';
import { sanitize } from './sanitize.ts';

const clean = (html: string): string => sanitize(html).html;

test.each([
  ['keeps layout', '<table width="600" bgcolor="#fff"><tr><td align="center" style="padding:8px;color:#333">x</td></tr></table>', '<table width="600" bgcolor="#fff"><tr><td align="center" style="padding:8px;color:#333">x</td></tr></table>'],
  ['turns a link into a mark', '<a href="https://example.org/x?a=1&amp;b=2" target=_blank onclick=x()>y</a>', '<a data-href="https://example.org/x?a=1&amp;b=2">y</a>'],
  ['turns a place into one that meets no name', '<a name=body>x</a><a href="#body">y</a>', '<a id="m-body">x</a><a data-href="#m-body">y</a>'],
  ['turns a remote image into a mark', '<img src="//example.org/a.png" alt=a>', '<img data-remote="https://example.org/a.png" alt="a" />'],
  ['turns an inline image into a mark', '<img src="cid:a%40b">', '<img data-cid="a@b" />'],
  ['keeps raster data', '<img src="data:image/png;base64,AAAA">', '<img src="data:image/png;base64,AAAA" />'],
  ['drops SVG data', '<img src="data:image/svg+xml;base64,AAAA">', '<img />'],
  ['moves the paper of the page to a box', '<html><body bgcolor="#eee" text="red" style="margin:0">x</body></html>', '<div style="background-color:#eee;color:red;margin:0" class="m--body-">x</div>'],
  ['keeps classes apart from ours', '<p class="a m-b {x} c">x', '<p class="m-a m-b m-c">x</p>'],
  ['drops what has no place, with its content', 'a<script>b</script><style>c</style><title>d</title><svg><p>e</svg><select><option>f</select><iframe>g</iframe>h', 'ah'],
  ['keeps the words of what only loses its tag', '<form><button>Go</button></form><custom-x>y</custom-x>', 'Goy'],
  ['drops odd sizes', '<img width="100000" height="1e9"><td width="50%">x', '<img /><td width="50%">x</td>'],
])('%s', (_, html, expected) => {
  expect(clean(html)).toBe(expected);
});

test('style elements are filtered beside the text', () => {
  expect(sanitize('<style>.a{color:red;position:fixed}</style><!-- <style>.b{color:red}</style> --><p class=a>x')).toMatchObject({ html: '<p class="m-a">x</p>', sheet: [{ selectors: '.m-a', style: 'color:red', media: '', dark: false }] });
});

test('what would be drawn for ever is cut, also where it is written as character references', () => {
  for (const mark of ['\u0301', '&#x301;', '&#769;', '\u0301<!-- -->', '\u0301<x></x>']) expect(clean(`<p>a${mark.repeat(1_000)}</p>`)).toBe(`<p>a${'\u0301'.repeat(12)}</p>`);
  expect(clean(`<p>${'&#x202e;'.repeat(1_000)}a</p>`)).toBe(`<p>${'\u202e'.repeat(4)}a</p>`);
});

describe('bombs', () => {
  test.each([['nested', '<div>'], ['formatting', '<b><i>'], ['tables', '<table><tr><td>'], ['lists', '<ul><li>']])('%s are cut and flat', (_, piece) => {
    const { html, cut } = sanitize(piece.repeat(120_000));
    expect(cut).toBe(true);
    expect((html.match(/<[a-z]/gu) ?? []).length).toBeLessThanOrEqual(LIMITS.elements);
    let depth = 0;
    let deepest = 0;
    for (const [tag] of html.matchAll(/<\/?[a-z]/gu)) {
      depth += tag.startsWith('</') ? -1 : 1;
      deepest = Math.max(deepest, depth);
    }
    expect(deepest).toBeLessThanOrEqual(LIMITS.depth);
  });

  test('twenty megabytes show their beginning, and more when all is asked for', () => {
    const html = '<p>hello world</p>'.repeat(1_200_000);
    const beginning = sanitize(html);
    const all = sanitize(html, true);
    expect(beginning.cut).toBe(true);
    expect(all.html.length).toBeGreaterThan(beginning.html.length);
  }, 30_000);

  test('text without end is cut between two characters', () => {
    const { html: broken, cut } = sanitize(`<p>${'&lt;\u{1f426}'.repeat(100_000)}</p><p>below</p>`);
    const html = broken.replaceAll('<wbr>', '');
    expect(cut).toBe(true);
    expect(html.length).toBeLessThanOrEqual(LIMITS.text + 20);
    expect(html).toMatch(/^<p>(?:&lt;\u{1f426})+(?:&lt;)?<\/p><p><\/p>$/u);
    expect(sanitize(`<p>${'x '.repeat(70_000)}</p>`).cut).toBe(false);
  });

  test('a row has so many cells, and the text of the rest', () => {
    const { html } = sanitize(`<table><tr>${'<td>x'.repeat(1_000)}<tr><td>next`);
    expect(html.match(/<td>x/gu)).toHaveLength(LIMITS.cells);
    expect(html.match(/<span>x/gu)).toHaveLength(1_000 - LIMITS.cells);
    expect(html).toContain('<td>next');
  });

  test('cells stretch over few columns and rows, and not all of them', () => {
    const { html } = sanitize(`<table><tr>${'<td colspan=1000 rowspan=65534>x'.repeat(100)}${'<td colspan=40 rowspan=3>y'.repeat(100)}<td colspan=2>z`);
    expect(html).not.toMatch(/=[\\"'](?:1000|65534)/u);
    const over = [...html.matchAll(/(?:col|row)span="(\d+)"/gu)].reduce((sum, [, count]) => sum + Number(count) - 1, 0);
    expect(over).toBeGreaterThan(40);
    expect(over).toBeLessThanOrEqual(LIMITS.spans);
  });

  test('a short message is whole', () => {
    expect(sanitize('<p>x</p>')).toEqual({ html: '<p>x</p>', cut: false, sheet: [] });
    expect(sanitize('')).toEqual({ html: '', cut: false, sheet: [] });
  });
});
