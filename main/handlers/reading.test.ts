import { expect, test } from 'vitest';
import type { Parts } from '../parts.ts';
import { readingHandlers } from './reading.ts';

test('no link but http, https and mailto is given to the desktop, whatever that would do with it', async () => {
  const given: string[] = [];
  const open = readingHandlers({ ports: { desktop: { openLink: (url: string) => Promise.resolve(void given.push(url)) } } } as unknown as Parts)['app.openLink'];
  const context = { signal: new AbortController().signal };
  for (const url of ['javascript:alert(1)', 'file:///etc/passwd', 'data:text/html,x', 'smb://host/share', 'ms-msdt:/id', 'xhttp://a.example/', 'https', '/etc/passwd', '--help', '']) {
    await expect(Promise.resolve().then(() => open({ url }, context))).rejects.toMatchObject({ failure: { code: 'invalid-input' } });
  }
  expect(given).toEqual([]);
  for (const url of ['https://a.example/', 'HTTP://a.example/', 'mailto:a@example.org']) await open({ url }, context);
  expect(given).toHaveLength(3);
});
