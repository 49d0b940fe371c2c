/** Reports say what went worst, why, and what to do. */
import { expect, test } from 'vitest';
import { deliveryWords, nextStep, readWords, serverWords } from './report-words.ts';

const recipient = (address: string, action: 'failed' | 'delayed' | 'delivered', status = '') => ({ address, action, status, diagnostic: '' });

test('a failure outweighs a delivery', () => {
  const { words, action, next } = deliveryWords({ kind: 'delivery', server: 'mx.example.org', recipients: [recipient('a@example.org', 'delivered', '2.0.0'), recipient('b@example.org', 'failed', '5.1.1')] });
  expect(action).toBe('failed');
  expect(words).toBe('Your message was not delivered to b@example.org.');
  expect(next).toBe('The address does not exist. Check how it is written.');
});

test('several are counted', () => {
  expect(deliveryWords({ kind: 'delivery', server: '', recipients: [recipient('a@example.org', 'delayed'), recipient('b@example.org', 'delayed')] }).words).toContain('a@example.org and others (2 in all)');
});

test.each([['5.2.2', 'full'], ['5.3.4', 'too large'], ['5.7.26', 'by its rules'], ['4.4.1', 'could not be reached'], ['', 'does not say why'], ['5.9.9', 'does not say why']])('%s: %s', (status, words) => {
  expect(nextStep(status)).toContain(words);
});

test('who has read, and whether a program said so', () => {
  const read = { kind: 'read' as const, address: 'a@example.org', disposition: 'displayed', automatic: false, messageIdHeader: '' };
  expect(readWords(read)).toBe('a@example.org has opened your message.');
  expect(readWords({ ...read, automatic: true })).toContain('A program said so');
});

test('why it failed is said of all only where it is so for all; each code of a server once', () => {
  const failed = (address: string, status: string) => ({ address, action: 'failed' as const, status, diagnostic: '' });
  const report = (...recipients: ReturnType<typeof failed>[]) => ({ kind: 'delivery' as const, server: 'mx.example.org', recipients });
  expect(deliveryWords(report(failed('a@example.org', '5.1.1'), failed('b@example.org', '5.1.1'))).next).toMatch(/does not exist/u);
  expect(deliveryWords(report(failed('a@example.org', '5.1.1'), failed('b@example.org', '5.2.2'))).next).toBe('');
  expect(serverWords({ status: '5.2.2', diagnostic: '552 5.2.2 Over quota' })).toBe('552 5.2.2 Over quota');
  expect(serverWords({ status: '5.2.2', diagnostic: 'Over quota' })).toBe('5.2.2 Over quota');
});
