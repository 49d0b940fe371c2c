/** Trust for good is offered for proven addresses only. */
import { expect, test } from 'vitest';
import { fakeDetails } from '../../../engine/fake-reading.ts';
import { provenSender } from './proven-sender.ts';

const maya = [{ name: 'Maya', address: 'Maya@Example.org' }];
const details = fakeDetails();
const header = details.header!;

test('a checked address is proven', () => {
  expect(provenSender(maya, details)).toBe('maya@example.org');
});

test.each([
  ['nobody checked it', { ...details, header: { ...header, authentication: { ...header.authentication, verdict: 'unknown' as const } } }],
  ['it failed', { ...details, header: { ...header, authentication: { ...header.authentication, verdict: 'failed' as const } } }],
  ['the header is not here', { ...details, header: null }],
  ['it names several', { ...details, warnings: [{ code: 'several-senders' as const, field: 'from' as const, params: {} }] }],
  ['its name claims another', { ...details, warnings: [{ code: 'name-has-other-address' as const, field: 'from' as const, params: {} }] }],
  ['it is encrypted', { ...details, protection: [{ kind: 'pgp-encrypted' as const, section: '2' }] }],
])('not if %s', (_, given) => {
  expect(provenSender(maya, given)).toBeNull();
});

test('not if there are two or none', () => {
  expect(provenSender([...maya, ...maya], details)).toBeNull();
  expect(provenSender([], details)).toBeNull();
});
