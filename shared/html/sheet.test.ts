/** Style sheets of messages: what stays is plain, and what does not load anything. */
import { expect, test } from 'vitest';
import { filterSheet, readSelector, sheetsIn, sheetText } from './sheet.ts';

const clean = (css: string, dark = false): string => sheetText(filterSheet(css, 100), dark);

test.each([
  ['a rule', '.x, TD.y > p { color : red ; width:100% !important }', '.m-x,td.m-y >p{color:red;width:100%!important}'],
  ['the body is a box', 'body { margin:0 } body.a p{color:red}', '.m--body-{margin:0}\n.m--body-.m-a p{color:red}'],
  ['places keep their names', '#top {color:red} #m-top{color:red}', '#m-top{color:red}\n#m-top{color:red}'],
  ['links', 'a:link{color:red} a:visited{color:blue} a:hover{color:green}', 'a{color:red}'],
  ['width', '@media only screen and (max-width: 600px) { .x { width:100%!important; display:none; color:#fff } }', '@media (max-width:600px){.m-x{width:100%!important}}'],
  ['print is nothing of ours', '@media print { .x { width:1px } } .y{color:red}', '.m-y{color:red}'],
  ['statements', '@import url(https://leak.test/); @charset "x"; .x{color:red}', '.m-x{color:red}'],
  ['fonts', '@font-face{font-family:x;src:url(https://leak.test/)} .x{color:red}', '.m-x{color:red}'],
  ['loading', '.x{background:url(https://leak.test/);color:red} .y{background:image-set("https://leak.test/" 1x)} .z{list-style:\\75rl(//leak.test)}', '.m-x{color:red}'],
  ['place and time', '.x{position:fixed;z-index:9;animation:a 1s;content:"x";color:red}', '.m-x{color:red}'],
  ['attributes', 'a[href^=x]{color:red} [data-href]{color:red} .x:has(p){color:red} :root{color:red} html{color:red} ::before{color:red}', ''],
  ['nesting', '.x{color:red;.y{color:blue}} .z{color:red}', '.m-z{color:red}'],
  ['the end of the element', '.x{color:red}</style><script>alert(1)</script>.y{color:blue}', '.m-x{color:red}'],
  ['hacks for others', '@media screen and (-ms-high-contrast:active){.x{color:red}} @supports(x:y){.x{color:red}}', ''],
  ['an open quote', '.a{font-family:"x} .b{color:red}\n.c{color:red}', ''],
])('%s', (_, css, expected) => {
  expect(clean(css)).toBe(expected);
});

test('rules for a dark window are told apart, and hold colours only', () => {
  const rules = filterSheet('.x{color:#000} @media (prefers-color-scheme: dark) { .x { color:#fff !important; display:none } }', 1);
  expect(sheetText(rules, false)).toBe('.m-x{color:#000}');
  expect(sheetText(rules, true)).toBe('.m-x{color:#000}\n.m-x{color:#fff!important}');
});

test('applied to its own answer it changes nothing', () => {
  const once = clean('body p, .a .b>.c{color:red!important;width:10px} @media screen and (min-width:1px) and (max-width:9px){.x{width:1px}} #a{color:red}');
  expect(clean(once)).toBe(once);
});

test('rules that a browser could not match in time are left out', () => {
  const deep = Array.from({ length: 3_000 }, (_, n) => `.a .b .c .d .e${n}{color:red}`).join('');
  expect(filterSheet(deep, 20_000)).toHaveLength(0);
  expect(filterSheet('.a .b{color:red}'.repeat(3_000), 20_000).length).toBeLessThan(20);
  expect(filterSheet('.a{color:red}'.repeat(3_000), 1_000)).toHaveLength(1_500);
});

test.each(['', '*', '.a', 'p.a.b', 'a > b', 'A  B'])('selector %s', (selector) => {
  const read = readSelector(selector);
  expect(read === null ? selector : readSelector(read)).toBe(read ?? '');
});
test.each(['.a\\62', 'a{', '>', 'a >', 'script', 'svg', '.a:not(.b)', 'a|b', '@x', `.${'a'.repeat(300)}`])('no selector: %s', (selector) => {
  expect(readSelector(selector)).toBeNull();
});

test('what a sheet is for cannot hold a rule of its own', () => {
  expect(filterSheet(sheetsIn('<style media="print{} p{color:red} x">.a{color:red}</style>'), 1)).toEqual([]);
});

test('sheets stand outside comments', () => {
  expect(sheetsIn('<head><!--[if mso]><style>.a{}</style><![endif]--><style type="text/css">.b{}</style><STYLE media="print">.c{}</STYLE><style>.open{')).toBe('.b{}\n@media print{.c{}}');
});
