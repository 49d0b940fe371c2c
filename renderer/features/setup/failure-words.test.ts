import { describe, expect, test } from 'vitest';
import { FAILURE_CODES, failure } from '../../../shared/failure.ts';
import { failureWords } from './failure-words.ts';

describe('failureWords', () => {
  test('says which step failed, why in the server\'s own words, what is safe and what to do', () => {
    const words = failureWords(failure('authentication', 'The password was not accepted.', { step: 'smtp-login', detail: '535 5.7.8 Bad credentials' }));
    expect(words.title).toBe('Signing in to the outgoing server (SMTP) failed');
    expect(words.detail).toBe('The server says: 535 5.7.8 Bad credentials');
    expect(words.advice).toMatch(/^Nothing was saved or changed\. Check the address and the password\./u);
  });

  test('the reason of a certificate is labelled as such', () => {
    expect(failureWords(failure('certificate', 'Not trusted.', { detail: 'certificate has expired' })).detail).toBe('Certificate: certificate has expired');
  });

  test.each(FAILURE_CODES)('%s has words, also without a step', (code) => {
    const words = failureWords(failure(code, 'It failed.'));
    expect(words).toMatchObject({ title: 'This did not work', message: 'It failed.', detail: null });
    expect(words.advice).toContain('Nothing was saved');
  });
});
