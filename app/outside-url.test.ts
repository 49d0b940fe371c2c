import { expect, test } from 'vitest';
import { outsideUrl } from './outside-url.ts';

test.each([
  ['https://example.org/a?b#c', 'https://example.org/a?b#c'],
  ['HTTP://EXAMPLE.org', 'http://example.org/'],
  ['mailto:a@example.org?subject=x', 'mailto:a@example.org?subject=x'],
  ['https://example.org/"--flag \n', 'https://example.org/%22--flag'],
])('%j opens as %s', (link, opened) => {
  expect(outsideUrl(link)).toBe(opened);
});

test.each(['', 'example.org', '//example.org', 'javascript:alert(1)', 'file:///etc/passwd', 'data:text/html,x', 'smb://host/share', 'ms-msdt:/id', 'vbscript:x', ' --help', 'app://godwit/', 'https://x/%2e%2e', 'https://x/a/.%2e/b', 'view-source:https://x', `https://x/${'a'.repeat(9000)}`])('%j does not open', (link) => {
  expect(outsideUrl(link)).toBeUndefined();
});
