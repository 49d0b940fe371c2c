/** Turned for a dark window, everything can be read on everything. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contrast, fromOklch, parseColour, toOklch, writeColour } from './colour.ts';
import { darkAttribute, darkColour, darkStyle } from './dark-colours.ts';

const hex = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

test('any writing on any surface has 4.5:1', () => {
  fc.assert(fc.property(hex, hex, (text, surface) => {
    expect(contrast(parseColour(darkColour(text, 'text'))!, parseColour(darkColour(surface, 'surface'))!)).toBeGreaterThanOrEqual(4.5);
  }), { numRuns: 2_000 });
});

test('the hue stays', () => {
  for (const colour of ['#b3261e', '#0e6766', '#1f5fa8']) {
    const [before, after] = [toOklch(parseColour(colour)!), toOklch(parseColour(darkColour(colour, 'text'))!)];
    expect(Math.abs(before.h - after.h)).toBeLessThan(0.12);
  }
});

test('white paper becomes the darkest surface, and stays apart from grey', () => {
  const [white, grey] = ['#ffffff', '#f0f0f0'].map((one) => toOklch(parseColour(darkColour(one, 'surface'))!).l);
  expect(white).toBeCloseTo(0.215, 2);
  expect(grey).toBeGreaterThan(white!);
});

test.each([
  ['color:#000;background:#fff', /^color:#[d-f][\da-f]{5};background:#1[\da-f]{5}$/u],
  ['background:linear-gradient(to right,#fff,rgba(0,0,0,0.5))', /^background:linear-gradient\(to right,#[\da-f]{6},#[\da-f]{8}\)$/u],
  ['border:1px solid silver', /^border:1px solid #[\da-f]{6}$/u],
  ['color:inherit;background:transparent;color:currentcolor', /^color:inherit;background:transparent;color:currentcolor$/u],
  ['color:windowtext!important', /^color:windowtext!important$/u],
  ['color:red!important', /^color:#[\da-f]{6}!important$/u],
  ['font-family:Black;width:10px', /^font-family:Black;width:10px$/u],
])('%s', (style, expected) => {
  expect(darkStyle(style)).toMatch(expected);
});

test('attributes may lack the sign', () => {
  expect(darkAttribute('FFFFFF', 'surface')).toBe(darkColour('#ffffff', 'surface'));
  expect(darkAttribute('nonsense', 'surface')).toBe('nonsense');
});

test.each([['red', '#ff0000'], ['#abc', '#aabbcc'], ['rgb(255, 0 0 / 50%)', '#ff000080'], ['hsl(120,100%,25%)', '#008000'], ['yellowgreen', '#9acd32'], ['rgb(1)', null], ['inherit', null]])('%s', (text, expected) => {
  const colour = parseColour(text);
  expect(colour && writeColour(colour)).toBe(expected);
});

test('there and back', () => {
  fc.assert(fc.property(hex, (text) => {
    expect(writeColour(fromOklch(toOklch(parseColour(text)!)))).toBe(text);
  }), { numRuns: 300 });
});
