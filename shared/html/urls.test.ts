/** URLs of messages. */
import { describe, expect, test } from 'vitest';
import { claimedHosts, contentId, isInsideHost, openableUrl, otherHost, remoteImageUrl, shownTarget } from './urls.ts';

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

test.each(['localhost', '127.0.0.1', '10.1.2.3', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '[::1]', '[::]', '[fe80::1]', '[fd00::1]', '[::ffff:7f00:1]', '[::7f00:1]', '[64:ff9b::7f00:1]', 'printer.local', 'a.localhost', 'router', 'nas.lan', 'fritz.box', 'wiki.corp'])('%s is inside', (host) => expect(isInsideHost(host)).toBe(true));
test.each(['example.org', '10.example.org', '172.32.0.1', '100.128.0.1', '[2001:db8::1]', 'local.example', 'localhost.example', 'lan.example', 'fritz.box.example', '[2001:db8::7f00:1]'])('%s is not', (host) => expect(isInsideHost(host)).toBe(false));

test.each(['localhost.', '10.0.0.1.', 'router.', 'printer.local.'])('%s is inside: a full stop at the end changes nothing', (host) => expect(isInsideHost(host)).toBe(true));

test('an address that is turned round is read as it is drawn', () => {
  for (const turn of ['\u202b', '\u2067']) expect(claimedHosts(`go to ${turn}elpmaxe.knab//:sptth`)).toEqual(['bank.example']);
  expect(claimedHosts('go to \u202eelpmaxe.knab//:sptth')).toEqual(['bank.example']);
  expect(claimedHosts('go to elpmaxe.knab//:sptth')).toEqual([]);
});

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

describe('the host that a text claims and the link does not lead to', () => {
  test.each([
    ['https://bank.example', 'https://evil.example/bank.example', 'bank.example'],
    ['bank.example', 'https://www.bank.example/login', null],
    ['login.bank.example', 'https://bank.example/', null],
    ['bank.example', 'https://evilbank.example/', 'bank.example'],
    ['evilbank.example', 'https://bank.example/', 'evilbank.example'],
    ['Read more', 'https://click.example/', null],
    ['Version 2.0', 'https://click.example/', null],
    ['https://bank.example@evil.example', 'https://evil.example', null],
    ['bank.example.evil.example', 'https://evil.example/', null],
    ['a@example.org', 'mailto:b@example.com', null],
    ['a@bank.example', 'https://evil.example', 'bank.example'],
    ['Log in at https://www.bank.example/', 'https://evil.example', 'www.bank.example'],
    ['https://evil.example or (www.bank.example)', 'https://evil.example', 'www.bank.example'],
    ['https://bank.example/\nSign in', 'https://evil.example', 'bank.example'],
    ['see bank.example now', 'https://evil.example', null],
  ])('%j → %s', (text, url, host) => expect(otherHost(text, url)).toBe(host));
  test.each(['b\u200bank', 'ba\u00adnk', 'ba\u034fnk', 'ba\u2062nk', 'ba\u{e0061}nk', 'ba\u200dnk', 'bank\ufe0f', 'ｂａｎｋ'])('www.%s.example is read as it is drawn', (name) => expect(otherHost(`www.${name}.example`, 'https://evil.example')).toBe('www.bank.example'));
  test.each(['\uff0e', '\u2024', '\u3002', '\uff61'])('%s is a full stop', (dot) => expect(otherHost(`www${dot}bank${dot}example`, 'https://evil.example')).toBe('www.bank.example'));
  test('claimedHosts', () => {
    expect(claimedHosts(' <https://Bank.example/x?y> ')).toEqual(['bank.example']);
    expect(claimedHosts('pаypal.com')).toEqual(['xn--pypal-4ve.com']);
    expect(claimedHosts('https://a.example, https://b.example:8080.')).toEqual(['a.example', 'b.example']);
    for (const flood of ['a.', '@', 'https://', '-', 'www. ']) expect(claimedHosts(flood.repeat(100_000))).toEqual([]);
  });
});
