import { describe, expect, test } from 'vitest';
import { judgeSender, type HeaderLine } from './authentication.ts';
import { parseAuthenticationResults } from './authentication-results.ts';

const OWN = 'Authentication-Results: mx.example.org; dkim=pass header.d=example.net; spf=pass smtp.mailfrom=bounce@mail.example.net; dmarc=pass header.from=example.net';
const lines = (...rows: string[]): HeaderLine[] => rows.map((row) => ({ name: row.slice(0, row.indexOf(':')).toLowerCase(), value: row.slice(row.indexOf(':') + 1).trim() }));
const HOP = 'Received: from a by mx.example.org';
const judge = (rows: string[], server: { authservId?: string; imapHost?: string } = {}, from = ['robin@example.net'], fields = 1) => judgeSender(lines(...rows), from, fields, { imapHost: 'imap.example.org', ...server });

describe('the field', () => {
  test('is read with comments, quotes, versions and folding blanks', () => {
    const { id, results } = parseAuthenticationResults(' mx.example.org 1 (by (nested) filter); dkim=pass (good; really) reason="2 ; 3" header.d = example.net header.b=abc; spf/1=softfail smtp.mailfrom="a;b"@example.net');
    expect(id).toBe('mx.example.org');
    expect(results.map(({ method, result }) => `${method}=${result}`)).toEqual(['dkim=pass', 'spf=softfail']);
    expect(results[0]!.properties.get('header.d')).toBe('example.net');
    expect(results[1]!.properties.get('smtp.mailfrom')).toBe('a;b@example.net');
  });
  test('has no id where results begin at once', () => {
    expect(parseAuthenticationResults('spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=example.net; dkim=pass header.d=example.net')).toMatchObject({ id: null, results: [{ method: 'spf' }, { method: 'dkim' }] });
    expect(parseAuthenticationResults('mx.example.org; none')).toEqual({ id: 'mx.example.org', results: [] });
    expect(parseAuthenticationResults('')).toEqual({ id: null, results: [] });
  });
  test('holds no results in its comments and quotes, however they are nested and escaped', () => {
    for (const written of ['spf=none (a (b) ; dkim=pass header.d=example.net)', 'spf=none (a \\) ; dkim=pass header.d=example.net)', 'spf=none (a (b \\) c) ; dkim=pass header.d=example.net)', 'spf=none reason="a \\" ; dkim=pass header.d=example.net ;"']) {
      expect(parseAuthenticationResults(`mx.example.org; ${written}`).results.map(({ method }) => method)).toEqual(['spf']);
    }
  });
  test('says of each method one thing, the first', () => {
    expect(parseAuthenticationResults('mx.example.org; dkim=pass header.d=example.com header.d=example.net').results[0]!.properties.get('header.d')).toBe('example.com');
  });
  test('names nobody where what looks like a name is followed by a result', () => {
    expect(parseAuthenticationResults('mx.example.org dkim=pass header.d=example.net; spf=pass').id).toBeNull();
  });
  test('of any length is read in a moment', () => {
    expect(parseAuthenticationResults('('.repeat(1_000_000)).results).toEqual([]);
    expect(parseAuthenticationResults(`a; ${'dkim=pass;'.repeat(100_000)}`).results.length).toBeLessThanOrEqual(50);
  });
});

describe('the word of the own server', () => {
  test('is taken above every Received field', () => expect(judge([OWN, HOP])).toMatchObject({ verdict: 'passed', reason: 'dmarc-passed', by: 'mx.example.org' }));
  test('is not taken from below one: a sender can have written it', () => expect(judge([HOP, OWN])).toMatchObject({ verdict: 'unknown', reason: 'not-trusted', by: null, results: [] }));
  test('is not taken from a message without any', () => expect(judge([OWN]).verdict).toBe('unknown'));
  test('is offered to be trusted only where a sender cannot have written it', () => {
    const other = OWN.replace('mx.example.org', 'mx.example.com');
    expect(judge([other, HOP]).topmost).toBe('mx.example.com');
    expect(judge([HOP, other])).toMatchObject({ reason: 'not-trusted', topmost: null });
    expect(judge([other])).toMatchObject({ reason: 'not-trusted', topmost: null });
  });
  test('is not that of another', () => {
    expect(judge([OWN.replace('mx.example.org', 'mx.example.com'), HOP])).toMatchObject({ verdict: 'unknown', reason: 'not-trusted', topmost: 'mx.example.com' });
    expect(judge([OWN.replace('mx.example.org', 'example.org.example.com'), HOP]).verdict).toBe('unknown');
    expect(judge([OWN.replace('mx.example.org; ', ''), HOP])).toMatchObject({ verdict: 'unknown', topmost: null });
  });
  test('is nobody\'s where the server has no name of its own', () => {
    for (const imapHost of ['127.0.0.1', 'localhost', '[::1]', 'co.uk']) expect(judge([OWN.replace('mx.example.org', imapHost), HOP], { imapHost }).verdict).toBe('unknown');
  });
  test('the topmost of it counts', () => expect(judge([OWN.replaceAll('=pass', '=fail'), OWN, HOP])).toMatchObject({ verdict: 'failed', reason: 'dmarc-failed' }));
});

describe('a configured id', () => {
  test('counts wherever its topmost field stands', () => {
    expect(judge([HOP, OWN.replace('mx.example.org', 'filter.example.com')], { authservId: 'filter.example.com' }).verdict).toBe('passed');
    for (const imapHost of ['imap.gmail.com', 'IMAP.Gmail.com']) expect(judge([HOP, OWN.replace('mx.example.org', 'mx.google.com')], { imapHost }).verdict).toBe('passed');
  });
  test('takes the place of the default', () => expect(judge([OWN, HOP], { authservId: 'filter.example.com' }).reason).toBe('not-trusted'));
});

describe('the verdict', () => {
  const says = (results: string) => judge([`Authentication-Results: mx.example.org; ${results}`, HOP]);
  test.each([
    ['dmarc=pass header.from=example.com', 'unknown', 'nothing-said'],
    ['dkim=pass header.d=mail.example.net', 'passed', 'dkim-aligned'],
    ['dkim=pass header.i=@example.net', 'passed', 'dkim-aligned'],
    ['dkim=pass header.d=example.com; spf=pass smtp.mailfrom=example.com', 'unknown', 'not-aligned'],
    ['spf=pass smtp.mailfrom=a@example.net', 'passed', 'spf-aligned'],
    ['spf=fail smtp.mailfrom=a@example.net', 'failed', 'spf-failed'],
    ['spf=softfail smtp.mailfrom=a@example.net', 'unknown', 'nothing-said'],
    ['dkim=fail header.d=example.net; dmarc=fail header.from=example.net', 'failed', 'dmarc-failed'],
    ['dkim=fail header.d=example.net; spf=none', 'failed', 'dkim-failed'],
    ['dmarc=pass', 'passed', 'dmarc-passed'],
    ['dmarc=fail; dkim=pass header.d=example.net', 'failed', 'dmarc-failed'],
    ['dmarc=pass header.from=example.net; dmarc=fail header.from=example.net', 'failed', 'dmarc-failed'],
    ['dkim=pass header.d=example.com header.d=example.net', 'unknown', 'not-aligned'],
    ['spf=pass smtp.helo=mail.example.net', 'passed', 'spf-aligned'],
    ['none', 'unknown', 'nothing-said'],
  ])('%s', (results, verdict, reason) => expect(says(results)).toMatchObject({ verdict, reason }));
  test('is none over several senders', () => {
    expect(judge([OWN, HOP], {}, ['a@example.net', 'b@example.net']).reason).toBe('unclear-sender');
    expect(judge([OWN, HOP], {}, ['a@example.net'], 2).reason).toBe('unclear-sender');
    expect(judge([OWN, HOP], {}, []).verdict).toBe('unknown');
  });
});
