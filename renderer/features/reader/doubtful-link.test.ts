/** Links that are asked about. */
import { expect, test } from 'vitest';
import { doubtOf } from './doubtful-link.ts';

test.each([
  ['read more', 'https://example.org/a', null],
  ['www.example.org', 'https://click.example.org/a', null],
  ['shop.example.co.uk', 'https://mail.example.co.uk/', null],
  ['example.co.uk', 'https://other.co.uk/', 'elsewhere'],
  ['bank.example', 'https://evil.example/', 'elsewhere'],
  ['one.github.io', 'https://two.github.io/', 'elsewhere'],
  ['bank.example', 'https://bank.example@evil.example/', 'elsewhere'],
  ['anything', 'https://bank.example:pw@evil.example/', 'elsewhere'],
  ['sign in', 'https://xn--pypal-4ve.com/', 'letters'],
  ['Bücher', 'https://xn--bcher-kva.example/', null],
  ['your router', 'http://192.168.0.1/reboot', 'inside'],
  ['here', 'https://127.0.0.1/', 'inside'],
  ['here', 'https://[::1]/', 'inside'],
  ['here', 'https://localhost:8080/', 'inside'],
  ['here', 'http://169.254.169.254/', 'inside'],
  ['there', 'https://172.15.0.1/', null],
  ['there', 'https://10.example.org/', null],
  ['ann@bank.example', 'mailto:x@evil.example', null],
])('%s → %s', (text, url, expected) => {
  expect(doubtOf(text, url)).toBe(expected);
});
