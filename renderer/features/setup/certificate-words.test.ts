/** A certificate in rows of words. */
import { expect, test } from 'vitest';
import type { CertificateFacts } from '../../../shared/failure.ts';
import { certificateRows, pinOf } from './certificate-words.ts';

const facts: CertificateFacts = {
  host: '127.0.0.1', port: 1143, fingerprint: 'AB:CD', subject: 'CN=mail.example.org, O=Example', issuer: 'CN=mail.example.org, O=Example',
  names: ['a.example', 'b.example', 'c.example', 'd.example', 'e.example'], validFrom: Date.UTC(2026, 0, 2), validTo: 0,
};
const textOf = (label: string, of: CertificateFacts = facts) => certificateRows(of).find((row) => row.label === label)?.text;

test('who, for whom, by whom, how long', () => {
  expect(textOf('Shown by')).toBe('127.0.0.1, port 1143');
  expect(textOf('Issued to')).toBe('mail.example.org, Example');
  expect(textOf('Good for')).toBe('a.example, b.example, c.example, d.example and 1 more');
  expect(textOf('Issued by')).toBe('itself');
  expect(textOf('Valid')).toBe('2 January 2026 to unknown');
  expect(textOf('Issued by', { ...facts, issuer: 'CN=Some CA' })).toBe('Some CA');
  expect(textOf('Good for', { ...facts, names: [] })).toBeUndefined();
});

test('a pin is for the place that showed it', () => {
  expect(pinOf(facts)).toEqual({ host: '127.0.0.1', port: 1143, sha256: 'AB:CD' });
});
