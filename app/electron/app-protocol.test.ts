import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { appProtocol, PRIVILEGES } from './app-protocol.ts';

let folder: string;
let handle: ReturnType<typeof appProtocol>;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'godwit-protocol-'));
  mkdirSync(join(folder, 'ui'));
  writeFileSync(join(folder, 'secret.html'), 'SECRET');
  writeFileSync(join(folder, 'ui', 'index.html'), 'ui');
  writeFileSync(join(folder, 'ui', 'message-frame.html'), 'frame');
  symlinkSync(join(folder, 'secret.html'), join(folder, 'ui', 'link.html'));
  handle = appProtocol(join(folder, 'ui'), async (grant, url) => {
    if (grant === 'broken') throw new Error('failed');
    return grant === 'granted' ? { type: url.endsWith('.svg') ? 'image/svg+xml' : 'image/gif', content: Buffer.from(url) } : null;
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }));
const get = (url: string, method = 'GET'): Promise<Response> => handle({ url, method });

test('serves the built pages with their policies', async () => {
  const page = await get('app://godwit/');
  expect([page.status, await page.text(), page.headers.get('content-type')]).toEqual([200, 'ui', 'text/html; charset=utf-8']);
  expect((await get('app://godwit/?from=start#top')).status).toBe(200);
  const frame = await get('app://godwit/message-frame.html');
  expect(frame.headers.get('content-security-policy')).toContain('img-src data: blob: app://godwit/remote/;');
});

test.each([
  'app://godwit/../secret.html', 'app://godwit/..%2fsecret.html', 'app://godwit/%2e%2e/secret.html', 'app://godwit/%2e%2e%2fsecret.html', 'app://godwit/..%5csecret.html', 'app://godwit/..\\secret.html',
  'app://godwit/%00', 'app://godwit/index.html%00.png', 'app://godwit/index.html\0', 'app://godwit/link.html', 'app://godwit//index.html', 'app://evil/', 'app://godwit.evil/', 'app://godwit@evil/', 'app:///index.html',
  'file:///etc/passwd', 'https://godwit/', `app://godwit/${'a'.repeat(100_000)}`, 'app://godwit/remote/none/x.gif', 'app://godwit/remote/granted/x.svg', 'app://godwit/remote/granted/', 'app://godwit/remote/granted/%E0%A4%A',
])('%s is not found', async (url) => {
  const answer = await get(url);
  expect(answer.status).toBe(404);
  expect(await answer.text()).toBe('');
});

test('an allowed image comes through and can do nothing', async () => {
  const image = await get(`app://godwit/remote/granted/${encodeURIComponent('https://x.example/a.gif?b=c/d')}`);
  expect([image.status, image.headers.get('content-type'), await image.text()]).toEqual([200, 'image/gif', 'https://x.example/a.gif?b=c/d']);
  expect(image.headers.get('content-security-policy')).toContain('sandbox');
});

test('every answer carries a policy that denies by default', async () => {
  const answers = await Promise.all([get('app://godwit/'), get('app://godwit/none'), get('app://evil/'), get('app://godwit/', 'POST'), get('app://godwit/remote/granted/x.gif'), get('app://godwit/remote/broken/x.gif')]);
  expect(answers.map((answer) => answer.status)).toEqual([200, 404, 404, 404, 200, 500]);
  for (const { headers } of answers) {
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; /u);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  }
});

test('the scheme gets no way around the policy', () => {
  expect(PRIVILEGES).toMatchObject({ standard: true, secure: true });
  expect(PRIVILEGES.bypassCSP ?? false).toBe(false);
  expect(PRIVILEGES.allowServiceWorkers ?? false).toBe(false);
  expect(PRIVILEGES.corsEnabled ?? false).toBe(false);
});
