/** Subject prefixes. */
import { describe, expect, test } from 'vitest';
import { forwardSubject, replySubject, stripPrefixes } from './subject.ts';

test.each([
  ['Re: Lunch', 'Lunch'],
  ['RE: re: Re: Lunch', 'Lunch'],
  ['AW: WG: Mittagessen', 'Mittagessen'],
  ['Re[2]: Lunch', 'Lunch'],
  ['Re(3): Fwd : Lunch', 'Lunch'],
  ['Re^2: Lunch', 'Lunch'],
  ['Antw: Sv: VS: Tr: Lunch', 'Lunch'],
  ['回复：转发: 午餐', '午餐'],
  ['Ответ: обед', 'обед'],
  ['رد: غداء', 'غداء'],
  ['Re: [list] Re: Lunch', '[list] Re: Lunch'],
  ['Release: 2.0', 'Release: 2.0'],
  ['Report: numbers', 'Report: numbers'],
  ['Re:', ''],
  ['', ''],
  ['Re:\r\n Lunch', 'Lunch'],
])('stripPrefixes %j', (subject, expected) => {
  expect(stripPrefixes(subject)).toBe(expected);
});

describe('answers', () => {
  test('one reply prefix, whatever was there', () => {
    expect(replySubject('AW: Re: Lunch')).toBe('Re: Lunch');
    expect(replySubject('Fwd: Lunch')).toBe('Re: Fwd: Lunch');
    expect(replySubject('')).toBe('Re:');
  });
  test('one forward prefix', () => {
    expect(forwardSubject('WG: Re: Lunch')).toBe('Fwd: Re: Lunch');
    expect(forwardSubject('Lunch\r\nBcc: x@example.org')).toBe('Fwd: Lunch Bcc: x@example.org');
  });
  test('a hundred thousand prefixes end', () => {
    expect(stripPrefixes('Re: '.repeat(20_000))).toBe('');
  });
});
