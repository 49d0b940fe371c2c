/** Address lists: what people type, what headers hold, what attackers send. */
import { describe, expect, test } from 'vitest';
import { formatAddress, isAddress, parseAddresses } from './address.ts';

const one = (text: string) => parseAddresses(text).addresses;

describe('parseAddresses', () => {
  test.each<[string, [string, string][]]>([
    ['a@example.org', [['', 'a@example.org']]],
    ['Ann <a@example.org>', [['Ann', 'a@example.org']]],
    ['"Doe, Ann" <a@example.org>, b@example.org', [['Doe, Ann', 'a@example.org'], ['', 'b@example.org']]],
    ['"An \\"x\\" n" <a@example.org>', [['An "x" n', 'a@example.org']]],
    ['a@example.org; b@example.org\nc@example.org', [['', 'a@example.org'], ['', 'b@example.org'], ['', 'c@example.org']]],
    ['a@example.org b@example.org', [['', 'a@example.org'], ['', 'b@example.org']]],
    ['A <a@example.org> B <b@example.org>', [['A', 'a@example.org'], ['B', 'b@example.org']]],
    ['a@example.org (Ann Doe)', [['Ann Doe', 'a@example.org']]],
    ['Pete(A nice \\) chap) <pete(his account)@silly.test(his host)>', []],
    ['Friends: a@example.org, B <b@example.org>; c@example.org', [['', 'a@example.org'], ['B', 'b@example.org'], ['', 'c@example.org']]],
    ['undisclosed-recipients:;', []],
    ['Доу Анна <анна@пример.рф>', [['Доу Анна', 'анна@пример.рф']]],
    ['Ann\r\n <a@example.org>,\r\n\tb@example.org', [['Ann', 'a@example.org'], ['', 'b@example.org']]],
    ['<@relay.example,@two.example:a@example.org>', [['', 'a@example.org']]],
    ['a @ example.org', [['', 'a@example.org']]],
    ['root@[IPv6:2001:db8::1]', [['', 'root@[IPv6:2001:db8::1]']]],
    ['"john smith"@example.org', [['', '"john smith"@example.org']]],
    ['John <"john  smith"@example.org>', [['John', '"john  smith"@example.org']]],
    ['<"john @ home" @ example.org>', [['', '"john @ home"@example.org']]],
    ['=?utf-8?q?An=2C_n?= <a@example.org>', [['=?utf-8?q?An=2C_n?=', 'a@example.org']]],
    ['Dr. A. Doe <a@example.org>', [['Dr. A. Doe', 'a@example.org']]],
    ['Doe, John <j@example.org>; Roe, Jane <r@example.org>', [['Doe, John', 'j@example.org'], ['Roe, Jane', 'r@example.org']]],
    ['<mailto:a@example.org>', [['', 'a@example.org']]],
    ['"unclosed <a@example.org>', [['"unclosed', 'a@example.org']]],
    ['', []],
    [' , ;\n', []],
  ])('%s', (text, expected) => {
    expect(one(text)).toEqual(expected.map(([name, address]) => ({ name, address })));
  });

  test('keeps what it does not understand, as written', () => {
    expect(parseAddresses('bob, a@example.org')).toEqual({ addresses: [{ name: '', address: 'a@example.org' }], rest: 'bob' });
    expect(parseAddresses('John Doe j@example.org').rest).toBe('John Doe j@example.org');
    expect(parseAddresses('Ann <a@>').rest).toBe('Ann <a@>');
    expect(parseAddresses('Ann <a@example.org').rest).toBe('Ann <a@example.org');
    expect(parseAddresses('a@b@example.org').rest).toBe('a@b@example.org');
    expect(['Ann:', 'Ann: next week', 'Ann: next: week', 'https://example.org', 'Ann: Bo; c@example.org'].map((text) => parseAddresses(text).rest)).toEqual(['Ann:', 'Ann: next week', 'Ann: next: week', 'https: //example.org', 'Ann: Bo']);
    expect(parseAddresses('a@example.org: b@example.org')).toEqual({ addresses: [{ name: '', address: 'b@example.org' }], rest: 'a@example.org:' });
    expect(parseAddresses('"Walkers @ home": a@example.org; nobody:;').rest).toBe('');
    expect(parseAddresses('Doe, Ann <a@example.org>')).toEqual({ addresses: [{ name: 'Ann', address: 'a@example.org' }], rest: 'Doe' });
  });

  test('never takes a smuggled recipient for an address', () => {
    for (const text of ['d@e.f>\r\nRCPT TO:<evil@x.y', 'd@e.f>\nRCPT TO:<evil@x.y', 'a@b.c> SIZE=1', '<a@b.c\r\nDATA', 'a@b.c\0', '<a@b.c>>']) {
      const { addresses } = parseAddresses(text);
      expect(addresses.map((a) => a.address), text).not.toContain('evil@x.y');
      for (const { address } of addresses) expect(isAddress(address), text).toBe(true);
    }
    expect(parseAddresses('d@e.f>\r\nRCPT TO:<evil@x.y')).toEqual({ addresses: [], rest: 'd@e.f>, RCPT TO: <evil@x.y' });
  });

  test('stays linear on hostile input', () => {
    for (const piece of ['"\\', '(', '((', '<', '"<', 'a:', ';', '[', '@', ' (']) parseAddresses(piece.repeat(100_000 / piece.length));
    parseAddresses(`<${' '.repeat(100_000)}>`);
    expect(one('a@example.org,'.repeat(20_000))).toHaveLength(20_000);
  });
});

test('isAddress refuses everything that could end a path or a line', () => {
  for (const bad of ['', '@', 'a@', '@b', 'a', 'a b@c.d', 'a@b c', 'a@b>', '<a@b', 'a@b\r\n', 'a\n@b', 'a@b\0', 'a@[b', 'a@b,c@d', 'a"b@c', 'a@b;c', `${'x'.repeat(600)}@b`, 'd@e.f>\r\nRCPT TO:<evil@x.y', '"a\r\nb"@c']) {
    expect(isAddress(bad), bad).toBe(false);
  }
  for (const good of ['a@b', 'a+b@example.org', '"a b"@example.org', 'ü@例え.jp', 'a@[127.0.0.1]', "o'neil@example.org"]) expect(isAddress(good), good).toBe(true);
});

describe('formatAddress', () => {
  test.each([
    { name: '', address: 'a@example.org' },
    { name: 'Ann', address: 'a@example.org' },
    { name: 'Doe, "Ann" \\ <x>', address: 'a@example.org' },
    { name: 'Dr. Ann (home); b@example.com', address: '"a b"@example.org' },
    { name: '山田 太郎', address: 'a@example.org' },
  ])('reads back as itself: $name', (address) => {
    expect(parseAddresses(formatAddress(address))).toEqual({ addresses: [address], rest: '' });
  });

  test('makes one line and no recipient out of hostile parts', () => {
    expect(formatAddress({ name: 'x\r\nBcc: evil@x.y', address: 'a@example.org' })).toBe('"x Bcc: evil@x.y" <a@example.org>');
    const text = formatAddress({ name: '', address: 'd@e.f>\r\nRCPT TO:<evil@x.y' });
    expect(text).not.toMatch(/[\r\n]/u);
    expect(parseAddresses(text).addresses).toEqual([]);
  });
});
