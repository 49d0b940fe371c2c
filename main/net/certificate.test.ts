/** Reasons in words for every error of a certificate. */
import { expect, test } from 'vitest';
import { certificateReason, isCertificateError } from './certificate.ts';

const cert = { valid_to: 'Nov 19 10:00:00 2026 GMT', valid_from: 'Dec 1 00:00:00 2026 GMT', subjectaltname: 'DNS:a.example.org, IP Address:10.0.0.1', subject: { CN: 'a' } };

test.each([
  ['CERT_HAS_EXPIRED', 'it expired on 19 November 2026'],
  ['CERT_NOT_YET_VALID', 'it is not valid before 1 December 2026'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'it is for another host: a.example.org, 10.0.0.1, not mail.example.org'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'it is self-signed'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'its issuer is unknown, or the server left out a part of the chain'],
  ['CERT_STRANGE_NEW_THING', 'it cannot be verified (CERT_STRANGE_NEW_THING)'],
])('%s', (code, words) => {
  expect(isCertificateError(code)).toBe(true);
  expect(certificateReason({ code, message: '', cert }, { host: 'mail.example.org' }).text).toBe(words);
});

test('without a certificate at hand the reason is still said', () => {
  expect(certificateReason({ code: 'CERT_HAS_EXPIRED', message: '' }, { host: 'h' }).text).toBe('it expired');
  expect(certificateReason({ code: 'CERT_NOT_YET_VALID', message: '' }, { host: 'h' }).text).toBe('it is not valid yet');
  expect(certificateReason({ code: 'ERR_TLS_CERT_ALTNAME_INVALID', message: '', cert: { subject: { CN: ['x', 'y'] } } }, { host: 'h' }).text).toBe('it is for another host: x, not h');
});

test('names that anybody can have put into a certificate are inert and bounded', () => {
  const reason = (given: typeof cert | { subject: { CN: string } }) => JSON.stringify(certificateReason({ code: 'ERR_TLS_CERT_ALTNAME_INVALID', message: '', cert: given }, { host: 'h' }));
  for (const text of [reason({ subject: { CN: `a\u202e\n${'x'.repeat(5000)}` } }), reason({ ...cert, subjectaltname: `DNS:a\u202e\n${'x'.repeat(5000)}, DNS:${'y'.repeat(5000)}` })]) {
    expect(text).not.toMatch(/\u202e|\\n/u);
    expect(text.length).toBeLessThan(4000);
  }
});

test.each(['ECONNRESET', 'ERR_SSL_WRONG_VERSION_NUMBER', ''])('%j is not about the certificate', (code) => expect(isCertificateError(code)).toBe(false));
