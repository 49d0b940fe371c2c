/** The style filter. */
import { describe, expect, test } from 'vitest';
import { choosesColours, filterStyle } from './css.ts';

test.each([
  ['color: red; font-size:14px', 'color:red;font-size:14px'],
  ['COLOR:RED', 'color:RED'],
  ["font-family:'Segoe UI', Arial, \"Noto Sans\"", "font-family:'Segoe UI', Arial, \"Noto Sans\""],
  ['color:rgb(1, 2, 3) !important', 'color:rgb(1, 2, 3)'],
  ['background:linear-gradient(90deg, #fff 0%, rgba(0,0,0,.5) 100%)', 'background:linear-gradient(90deg, #fff 0%, rgba(0,0,0,.5) 100%)'],
  ['width:calc(100% - (2 * 8px))', 'width:calc(100% - (2 * 8px))'],
  ['margin:0 auto', 'margin:0 auto'],
  ['background:#e9e5dd', 'background:#e9e5dd'],
  ['letter-spacing:-0.5px', 'letter-spacing:-0.5px'],
])('keeps %s', (style, expected) => {
  expect(filterStyle(style)).toBe(expected);
});

describe('drops', () => {
  test.each([
    'background:url(https://x.example/a)', 'background:URL("//x.example")', 'background:u\\72l(https://x.example)', 'background:\\75rl(x)', 'background:u/**/rl(x)',
    "background:image-set('https://x.example' 1x)", 'background:-webkit-image-set(url(x) 1x)', 'background:cross-fade(x, y)', 'background-image:image(x)', 'background:src("x")',
    'width:expression(alert(1))', 'behavior:url(x)', '-moz-binding:url(x)', 'color:var(--x)', 'color:attr(data-x)', 'color:if(style(--x:1): red; else: blue)', '--x:url(y)', 'color:env(x)',
    'position:fixed', 'position:absolute', 'position:sticky', 'z-index:2147483647', 'inset:0', 'top:0', 'content:"x"', 'cursor:none', 'filter:blur(1px)', 'mask:url(x)', 'transform:scale(99)',
    'animation:x 1s', 'transition:all 1s', 'list-style:url(x)', 'list-style-image:url(x)', 'border-image:url(x)', 'pointer-events:none', 'height:100vh', 'width:50dvw', 'width:10cqw', 'margin:-9999px',
    'text-indent:-9999px', 'width:99999px', 'width:1e9px', 'display:contents', 'display:grid; @import "x"', 'color:red}body{display:none', 'color:"red', 'color:red<script>', "font-family:'a;b", 'font-family:"\\"', 'overflow:scroll',
    'color:(', 'color:)', 'color:"red"', "background:'x'", 'color:rgb((((((1', 'font:12px/1 "x(y"', 'color:red:blue@x', '', ';;;', ':red', 'color', 'color:',
  ])('%s', (style) => {
    expect(filterStyle(style)).toBe('');
  });
});

test('drops one declaration, keeps its neighbours', () => {
  expect(filterStyle('color:red; background:url(a;b); font-weight:bold')).toBe('color:red;font-weight:bold');
  expect(filterStyle('/* x */color/* y */:red/*')).toBe('color:red');
});

test('is stable and linear', () => {
  const kept = filterStyle('color: RED ; border : 1px  solid #ccc;; width:50%;background:url(x)');
  expect(filterStyle(kept)).toBe(kept);
  for (const piece of ['(', 'a(', '"', "'", ';', ':', '/*', 'color:red;', '\\', ' ']) filterStyle(piece.repeat(1_000_000));
});

test('choosesColours', () => {
  expect(choosesColours('width:1px;color:red')).toBe(true);
  expect(choosesColours('background-color:#fff')).toBe(true);
  expect(choosesColours('border-color:red;color:inherit')).toBe(false);
});
