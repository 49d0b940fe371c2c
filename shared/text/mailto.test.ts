/** Links to write to somebody: what is taken from them and what is not. */
import { describe, expect, test } from 'vitest';
import { MAILTO_LIMITS, parseMailto } from './mailto.ts';

declare const TextEncoder: new () => { encode(text?: string): Uint8Array };

const addresses = (list: readonly { address: string }[] | undefined): string[] => (list ?? []).map(({ address }) => address);

test.each([
  ['mailto:chris@example.com', ['chris@example.com'], '', ''],
  ['MAILTO:chris@example.com?subject=current-issue', ['chris@example.com'], 'current-issue', ''],
  ['mailto:infobot@example.com?body=send%20current-issue%0D%0Asend%20index', ['infobot@example.com'], '', 'send current-issue\nsend index'],
  ['mailto:list@example.org?In-Reply-To=%3C3469A91.D10AF4C@example.com%3E', ['list@example.org'], '', ''],
  ['mailto:gorby%25kremvax@example.com', ['gorby%kremvax@example.com'], '', ''],
  ['mailto:unlikely%3Faddress@example.com?blat=foop', ['unlikely?address@example.com'], '', ''],
  ['mailto:%22not%40me%22@example.org', ['"not@me"@example.org'], '', ''],
  ['mailto:user@example.org?subject=caf%C3%A9&body=caf%C3%A9', ['user@example.org'], 'café', 'café'],
  ['mailto:?to=addr1@an.example,addr2@an.example', ['addr1@an.example', 'addr2@an.example'], '', ''],
  ['mailto:a+b@example.org?subject=1+1', ['a+b@example.org'], '1+1', ''],
])('%s', (link, to, subject, body) => {
  const read = parseMailto(link);
  expect([addresses(read?.to), read?.subject, read?.body]).toEqual([to, subject, body]);
});

test.each(['', 'http://x/', 'mail:a@b.c', 'javascript:mailto:a@b.c'])('%s is none', (link) => { expect(parseMailto(link)).toBeNull(); });

describe('what is not taken', () => {
  test.each(['attach', 'attachment', 'Attach', 'insert', 'message', 'from', 'reply-to', 'x-foo', 'in-reply-to', 'html-body', 'send', '__proto__', 'constructor'])('%s', (name) => {
    const read = parseMailto(`mailto:a@b.c?${name}=/etc/passwd`);
    expect(read).toMatchObject({ to: [{ name: '', address: 'a@b.c' }], cc: [], bcc: [], subject: '', body: '', ignored: [name.toLowerCase()] });
    expect(JSON.stringify(read)).not.toContain('passwd');
  });
  test('a line end in a header begins no other', () => {
    expect(parseMailto('mailto:a@b.c?subject=x%0d%0aBcc:%20evil@x.y')).toMatchObject({ subject: 'x Bcc: evil@x.y', bcc: [] });
    expect(parseMailto('mailto:a@b.c%0d%0aBcc:evil@x.y')).toMatchObject({ to: [], bcc: [], cut: true });
  });
  test('a name beside an address', () => {
    expect(parseMailto('mailto:%22support@example.com%22%3Cevil@x.y%3E')).toMatchObject({ to: [], cut: true });
    expect(parseMailto('mailto:support@example.com%20%3Cevil@x.y%3E')).toMatchObject({ to: [], cut: true });
  });
  test('what looks like an option of a command', () => {
    expect(parseMailto('mailto:--inspect')).toMatchObject({ to: [], cut: true });
    expect(parseMailto('mailto:-f@b.c')).toMatchObject({ to: [], cut: true });
    expect(parseMailto('mailto:a@b.c" --gpu-launcher="x')?.to).toEqual([]);
  });
  test('what cannot be seen, and what turns the text round', () => {
    expect(parseMailto('mailto:a@b.c?subject=%00a%E2%80%AEb&body=a%00%E2%80%AEb%FF')).toMatchObject({ subject: 'ab', body: 'ab\ufffd' });
  });
});

test('bcc is taken, to be seen', () => { expect(addresses(parseMailto('mailto:a@b.c?bcc=x@y.z&cc=u@v.w')?.bcc)).toEqual(['x@y.z']); });

test('at most so many recipients and so much text, and it says so', () => {
  const many = parseMailto(`mailto:${Array.from({ length: 500 }, (_, n) => `u${n}@x.y`).join(',')}?cc=z@x.y`);
  expect([many?.to.length, many?.cc.length, many?.cut]).toEqual([MAILTO_LIMITS.recipients, 0, true]);
  const long = parseMailto(`mailto:a@b.c?body=${'%C3%A9'.repeat(30_000)}`);
  expect([new TextEncoder().encode(long?.body).length, long?.cut]).toEqual([MAILTO_LIMITS.body, true]);
});

test('a hostile link is read in one pass', () => {
  // A quadratic reading of any of them outlasts the test's time.
  for (const link of [`mailto:${'<'.repeat(200_000)}`, `mailto:${'"'.repeat(200_000)}`, `mailto:${'('.repeat(200_000)}`, `mailto:${'%'.repeat(200_000)}`, `mailto:a@b.c?${'&'.repeat(200_000)}`, `mailto:a@b.c?${'body=x&'.repeat(30_000)}`]) expect(parseMailto(link)).not.toBeNull();
});
