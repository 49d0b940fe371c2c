import { describe, expect, test } from 'vitest';
import { decodePunycode } from './punycode.ts';
import { addressesLike, senderWarnings, type Senders } from './sender-warnings.ts';
import { aligned, registrableDomain, unicodeDomain } from './domain.ts';

const of = (name: string, address: string, extra: Partial<Senders> = {}): string[] =>
  senderWarnings({ from: [{ name, address }], sender: null, replyTo: [], fromFields: 1, rest: '', list: false, ...extra }, ['example.org']).map(({ code }) => code);

describe('names', () => {
  test('plain ones are nothing to warn of', () => {
    for (const name of ['', 'Robin Ashby', 'ロビン', 'ردن علی', 'Robin @ Work', 'नमस्ते', 'Robin 👩‍💻']) expect(of(name, 'robin@example.net')).toEqual([]);
    expect(of('robin@example.net', 'Robin@Example.net')).toEqual([]);
  });
  test('that hold another address', () => {
    expect(of('pat@example.com', 'robin@example.net')).toEqual(['name-has-other-address']);
    expect(of('pat＠example.com', 'robin@example.net')).toEqual(['name-has-other-address']);
    expect(of('', '"pat@example.com"@example.net')).toEqual(['name-has-other-address']);
    expect(of('\u202emoc.elpmaxe@tap\u202c', 'robin@example.net')).toEqual(['name-has-other-address', 'name-hides-characters']);
    expect(of('p\u200bat@exam\u200dple.com', 'robin@example.net')).toEqual(['name-has-other-address', 'name-hides-characters']);
  });
  test.each(['\u200f', '\u202b', '\u202e', '\u2067'])('that hold another address turned round by %j', (turn) => expect(of(`${turn}moc.elpmaxe@tap`, 'robin@example.net')).toContain('name-has-other-address'));
  test.each(['\u0000', '\u00ad', '\u115f', '\u200b', '\u202e', '\u2066', '\u2800', '\u3164', '\ufeff', '\u{e0061}'])('that hold what is not seen, %j, also in the address', (hidden) => {
    expect(of(`Rob${hidden}in`, 'robin@example.net')).toContain('name-hides-characters');
    expect(of('', `rob${hidden}in@example.net`)).toContain('name-hides-characters');
  });
  test('of any length cost no more', () => expect(of('a@'.repeat(1_000_000), 'robin@example.net')).toEqual([]));
});

describe('domains', () => {
  test('letters beyond ASCII', () => {
    expect(of('', 'a@bücher.example')).toEqual(['encoded-domain']);
    expect(of('', 'a@xn--bcher-kva.example')).toEqual(['encoded-domain']);
    expect(of('', 'support@p\u0430ypal.com')).toEqual(['mixed-scripts']);
    expect(of('', 'support@xn--pypal-4ve.com')).toEqual(['mixed-scripts']);
    expect(of('', 'a@\u0441\u043e\u0441\u0430.com')).toEqual(['mixed-scripts']);
    expect(of('', 'a@яндекс.рф')).toEqual(['encoded-domain']);
    expect(of('', 'a@日本語テスト.jp')).toEqual(['encoded-domain']);
  });
  test('that are read like the own one', () => {
    expect(of('', 'a@examp1e.org')).toEqual(['look-alike']);
    expect(of('', 'a@exarnple.org')).toEqual(['look-alike']);
    expect(of('', 'a@mail.example.org')).toEqual([]);
    expect(of('', 'a@example.com')).toEqual([]);
  });
  test('that were made to be taken for another', () => {
    expect(addressesLike('pat@examp1e.com')).toContain('pat@example.com');
    expect(addressesLike('pat@ex\u0430mple.com')).toContain('pat@example.com');
    expect(addressesLike('pat@example.net')).toEqual([]);
    expect(addressesLike(`pat@${'0'.repeat(90)}.com`).length).toBeLessThan(30);
  });
  test('are compared by organisation', () => {
    expect(registrableDomain('a.b.example.co.uk')).toBe('example.co.uk');
    expect(aligned('mail.example.co.uk', 'example.co.uk')).toBe(true);
    expect(aligned('one.co.uk', 'two.co.uk')).toBe(false);
    expect(aligned('one.github.io', 'two.github.io')).toBe(false);
    expect(aligned('', '')).toBe(false);
  });
  test('punycode', () => {
    expect(unicodeDomain('xn--bcher-kva.example')).toBe('bücher.example');
    expect(unicodeDomain('xn--99999999999.example')).toBe('xn--99999999999.example');
    expect(decodePunycode('ihqwcrb4cv8a8dqg056pqjye')).toBe('他们为什么不说中文');
  });
});

describe('who else', () => {
  const [robin, other, same] = [{ name: '', address: 'robin@example.net' }, { name: '', address: 'x@example.com' }, { name: '', address: 'help@mail.example.net' }];
  test('answers go elsewhere', () => {
    expect(of('', robin.address, { replyTo: [other] })).toEqual(['reply-to-elsewhere']);
    expect(of('', robin.address, { replyTo: [same] })).toEqual([]);
    expect(of('', robin.address, { replyTo: [other], list: true })).toEqual([]);
  });
  test('another sent it', () => {
    expect(of('', robin.address, { sender: other })).toEqual(['sender-differs']);
    expect(of('', robin.address, { sender: same })).toEqual([]);
  });
  test('several, none, not understood', () => {
    expect(of('', robin.address, { fromFields: 2 })).toEqual(['several-senders']);
    expect(of('', '', { from: [robin, other] })).toEqual(['several-senders']);
    expect(of('', '', { from: [] })).toEqual(['no-sender']);
    expect(of('', robin.address, { rest: 'rubbish <' })).toEqual(['malformed-sender']);
    expect(of('', 'robin at example.net')).toContain('malformed-sender');
  });
  test('whom an answer would go to is looked at like a sender, unless it is the sender', () => {
    expect(of('', robin.address, { replyTo: [{ name: 'pat@example.com', address: 'help@example.net' }] })).toEqual(['name-has-other-address']);
    expect(of('', robin.address, { replyTo: [{ name: 'pat@example.com', address: 'Robin@example.net' }] })).toEqual([]);
  });
});
