/** URLs of messages. */
import { describe, expect, test } from 'vitest';
import { claimedHost, contentId, isInsideHost, isMisleading, openableUrl, remoteImageUrl, shownTarget } from './urls.ts';

describe('openableUrl', () => {
  test.each([
    ['https://example.com', 'https://example.com/'], [' HTTP://Example.COM/a b ', 'http://example.com/a%20b'], ['mailto:a@example.org?subject=x', 'mailto:a@example.org?subject=x'],
    ['https://bücher.example/', 'https://xn--bcher-kva.example/'], ['https://x.example/a%2eb?to=/%2e%2e/', 'https://x.example/a%2eb?to=/%2e%2e/'],
  ])('%s', (raw, url) => expect(openableUrl(raw)).toBe(url));
  test.each([
    'javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'java\nscript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', '//evil/share', '\\\\evil\\share', 'smb://x', 'ftp://x', 'tel:123', 'about:blank',
    'blob:https://x', 'view-source:https://x', 'https:', 'https://', 'http:/x', 'HTTPS:\\\\evil', 'ht\ttps://x', '/relative', 'x', '', '#a', '?q', `https://x/${'a'.repeat(9000)}`, 'vbscript:x', 'http://[', '\u0001javascript:alert(1)', 'intent://x', 'https://x.example/%2e%2e', 'https://x.example/a/.%2E/b', 'https://x.example/a/%2e?q',
  ])('refuses %j', (raw) => expect(openableUrl(raw)).toBeNull());
});

test.each(['localhost', '127.0.0.1', '10.1.2.3', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '[::1]', '[::]', '[fe80::1]', '[fd00::1]', '[::ffff:7f00:1]', 'printer.local', 'a.localhost'])('%s is inside', (host) => expect(isInsideHost(host)).toBe(true));
test.each(['example.org', '10.example.org', '172.32.0.1', '100.128.0.1', '[2001:db8::1]', 'local.example', 'localhost.example'])('%s is not', (host) => expect(isInsideHost(host)).toBe(false));

test('remoteImageUrl', () => {
  expect(remoteImageUrl('//x.example/a')).toBe('https://x.example/a');
  expect(remoteImageUrl('ht\ntps://x.example/a')).toBe('https://x.example/a');
  expect(remoteImageUrl('\\\\x.example\\a')).toBe('https://x.example/a');
  for (const raw of ['cid:x', 'data:image/png;base64,AA', 'a.png', 'mailto:a@b', 'file://x/y', 'ftp://x/y']) expect(remoteImageUrl(raw)).toBeNull();
});

test('contentId', () => {
  expect(contentId('CID:image001.png%40x')).toBe('image001.png@x');
  expect(contentId('cid:%E0%A4%A')).toBe('%E0%A4%A');
  expect(contentId('https://x')).toBeNull();
});

test('shownTarget tells the host in ASCII', () => {
  expect(shownTarget(openableUrl('https://p\u0430ypal.com/x') ?? '')).toBe('xn--pypal-4ve.com');
  expect(shownTarget('mailto:a%40example.org')).toBe('a@example.org');
});

describe('isMisleading', () => {
  test.each([
    ['https://bank.example', 'https://evil.example/bank.example', true],
    ['bank.example', 'https://www.bank.example/login', false],
    ['login.bank.example', 'https://bank.example/', false],
    ['Read more', 'https://click.example/', false],
    ['Version 2.0', 'https://click.example/', false],
    ['https://bank.example@evil.example', 'https://evil.example', false],
    ['anything', 'https://bank.example@evil.example/', true],
    ['www.b\u200bank.example', 'https://evil.example', false],
    ['bank.example.evil.example', 'https://evil.example/', false],
    ['a@example.org', 'mailto:b@example.com', false],
  ])('%s → %s', (text, url, expected) => expect(isMisleading(text, url)).toBe(expected));
  test('claimedHost', () => {
    expect(claimedHost(' <https://Bank.example/x?y> ')).toBe('bank.example');
    expect(claimedHost('pаypal.com')).toBe('xn--pypal-4ve.com');
    expect(claimedHost('see bank.example now')).toBeNull();
    claimedHost('a.'.repeat(100_000));
  });
});
