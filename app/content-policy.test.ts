import { expect, test } from 'vitest';
import { fileHeaders, imageType, inertHeaders, MESSAGE_FRAME, messageFramePolicy, UI_POLICY } from './content-policy.ts';

test('the window\'s policy lets scripts come from the application only', () => {
  const rules = new Map(UI_POLICY.split('; ').map((rule) => [rule.split(' ')[0], rule]));
  expect(rules.get('default-src')).toBe("default-src 'none'");
  expect(rules.get('script-src')).toBe("script-src 'self'");
  expect(rules.get('connect-src')).toBe("connect-src 'self'");
  for (const name of ['frame-ancestors', 'base-uri', 'form-action']) expect(rules.get(name)).toBe(`${name} 'none'`);
  expect(UI_POLICY).not.toMatch(/unsafe-eval|http:|https:|\*/u);
});

test('the message frame\'s policy names no source outside the application', () => {
  const policy = messageFramePolicy('app://godwit');
  expect(policy).toContain('img-src data: blob: app://godwit/remote/;');
  expect(policy.split('; ')).toEqual(expect.arrayContaining(["default-src 'none'", "form-action 'none'", "base-uri 'none'", "frame-ancestors 'self'", 'sandbox allow-same-origin']));
  expect(policy).not.toMatch(/script-src|connect-src|frame-src|http:|https:|\*|allow-(?!same-origin)/u);
});

test('what is no page of ours can do nothing, wherever it is opened', () => {
  expect(inertHeaders()['Content-Security-Policy']).toBe("default-src 'none'; frame-ancestors 'none'; sandbox");
  expect(inertHeaders()['Cache-Control']).toBe('no-store');
});

test('nothing is taken for another type, tells where it was opened from, or is of use to another site', () => {
  for (const headers of [fileHeaders('/index.html', 'app://godwit'), fileHeaders(MESSAGE_FRAME, 'app://godwit'), inertHeaders()]) {
    expect(headers).toMatchObject({ 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer', 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Resource-Policy': 'same-origin', 'X-DNS-Prefetch-Control': 'off' });
    for (const device of ['camera', 'microphone', 'geolocation', 'display-capture', 'usb', 'serial', 'hid']) expect(headers['Permissions-Policy']).toContain(`${device}=()`);
  }
});

test('pages connect to the application only, the message frame to allowed images only', () => {
  const list = (path: string, origin: string): string | undefined => fileHeaders(path, origin)['Connection-Allowlist'];
  expect(list('/index.html', 'http://127.0.0.1:4711')).toBe('("http://127.0.0.1:4711/*" "ws://127.0.0.1:4711/*")');
  expect(list(MESSAGE_FRAME, 'http://127.0.0.1:4711')).toBe('("http://127.0.0.1:4711/remote/*")');
  expect(list('/assets/a-1.js', 'http://127.0.0.1:4711')).toBeUndefined();
  expect(list(MESSAGE_FRAME, 'app://godwit')).toBeUndefined();
});

test('only files whose name changes with their content are kept by the browser', () => {
  expect(fileHeaders('/index.html', 'app://godwit')['Cache-Control']).toBe('no-store');
  expect(fileHeaders('/mirror-worker.js', 'app://godwit')['Cache-Control']).toBe('no-cache');
  expect(fileHeaders('/assets/a-1.js', 'app://godwit')['Cache-Control']).toContain('immutable');
});

test.each([['image/png', 'image/png'], ['IMAGE/JPEG; charset=x', 'image/jpeg'], [' image/webp ', 'image/webp'], ['image/svg+xml', undefined], ['text/html', undefined], ['', undefined], ['image/*', undefined], ['image/png\r\nX: y', undefined]])('%j is shown as %s', (type, shown) => {
  expect(imageType(type)).toBe(shown);
});
