import { describe, expect, test } from 'vitest';
import type { ServerSettings } from '../../../shared/model/account.ts';
import { applyGuess, editHost, editPort, editSecurity, EMPTY_FORM, formOf, hasPin, isLoopback, readForm, unprotectedHosts, withPin, type AccountForm } from './account-form.ts';

const server = (host: string, port: number, security: ServerSettings['security'] = 'tls'): ServerSettings => ({ host, port, security, user: '' });
const guess = { imap: server('imap.example.org', 993), smtp: server('smtp.example.org', 587, 'starttls') };
const filled: AccountForm = applyGuess({ ...EMPTY_FORM, email: 'ann@example.org', password: 'secret' }, guess);

describe('guesses', () => {
  test('fill what is untouched', () => {
    expect(filled.smtp).toMatchObject({ host: 'smtp.example.org', port: '587', security: 'starttls' });
  });

  test('leave alone what was changed by hand, and take the next guess elsewhere', () => {
    const edited = { ...filled, imap: editHost(filled.imap, 'mail.example.com') };
    const again = applyGuess(edited, { imap: server('imap.example.net', 993), smtp: server('smtp.example.net', 465) });
    expect(again.imap.host).toBe('mail.example.com');
    expect(again.smtp).toMatchObject({ host: 'smtp.example.net', port: '465', security: 'tls' });
  });

  test('never pair a guessed security with a port typed by hand', () => {
    const edited = { ...EMPTY_FORM, smtp: editPort(EMPTY_FORM.smtp, '2525') };
    expect(applyGuess(edited, guess).smtp).toMatchObject({ port: '2525', security: 'tls' });
  });

  test('emptying a host gives it back to guessing', () => {
    const emptied = { ...filled, imap: editHost(editHost(filled.imap, 'x'), '') };
    expect(applyGuess(emptied, guess).imap.host).toBe('imap.example.org');
  });
});

describe('ports', () => {
  test('follow the security', () => {
    expect(editSecurity('imap', EMPTY_FORM.imap, 'starttls').port).toBe('143');
    expect(editSecurity('smtp', EMPTY_FORM.smtp, 'starttls').port).toBe('587');
  });

  test('of an account there is, too, unless it has one of its own', () => {
    const account = (imap: ServerSettings) => formOf({ email: 'ann@example.org', name: '', imap, smtp: guess.smtp, plainConfirmed: false });
    expect(editSecurity('imap', account(guess.imap).imap, 'starttls').port).toBe('143');
    expect(editSecurity('imap', account(server('imap.example.org', 1993)).imap, 'starttls').port).toBe('1993');
    expect(applyGuess(account(guess.imap), { imap: server('imap.example.net', 1143, 'none'), smtp: guess.smtp }).imap).toMatchObject({ host: 'imap.example.org', port: '993', security: 'tls' });
  });

  test('unless typed by hand', () => {
    expect(editSecurity('imap', editPort(EMPTY_FORM.imap, '1993'), 'none').port).toBe('1993');
  });
});

describe('without encryption', () => {
  test('only a server that is not this computer needs a confirmation', () => {
    const plain = (host: string): AccountForm => ({ ...filled, imap: { ...filled.imap, host, security: 'none' } });
    expect(unprotectedHosts(plain('127.0.0.1'))).toEqual([]);
    expect(unprotectedHosts(plain('mail.example.org'))).toEqual(['mail.example.org']);
    expect(readForm(plain('mail.example.org'))).toMatchObject({ errors: { plainConfirmed: expect.any(String) as string } });
    expect(readForm({ ...plain('mail.example.org'), plainConfirmed: true })).toHaveProperty('settings.plainConfirmed', true);
  });

  test.each([['localhost', true], ['LOCALHOST.', true], ['a.localhost', true], ['[::1]', true], ['127.9.9.9', true], ['127.evil.example', false], ['localhost.example.org', false], ['10.0.0.1', false]])('%s is this computer: %s', (host, expected) => {
    expect(isLoopback(host)).toBe(expected);
  });
});

describe('readForm', () => {
  test('answers trimmed settings', () => {
    expect(readForm({ ...filled, email: ' ann@example.org ', name: 'Ann\n' })).toEqual({
      settings: { email: 'ann@example.org', name: 'Ann', imap: guess.imap, smtp: guess.smtp, plainConfirmed: false },
    });
  });

  test('says what is wrong, all at once', () => {
    const errors = readForm({ ...EMPTY_FORM, email: 'ann', imap: { ...EMPTY_FORM.imap, host: 'a b', port: '99999' } });
    expect(errors).toMatchObject({ errors: { email: expect.any(String) as string, password: expect.any(String) as string, imap: { host: expect.any(String) as string, port: expect.any(String) as string }, smtp: { host: expect.any(String) as string } } });
  });
});

describe('accepted certificates', () => {
  const pin = { host: 'mail.example.org', port: 993, sha256: 'AB' };
  test('one for each place, and none once it is taken back', () => {
    const other = withPin(withPin([], pin, true), { ...pin, sha256: 'CD' }, true);
    expect(other).toEqual([{ ...pin, sha256: 'CD' }]);
    expect(hasPin(other, pin)).toBe(false);
    expect(withPin(other, pin, false)).toEqual([]);
    expect(withPin(other, { ...pin, port: 465 }, true)).toHaveLength(2);
  });

  test('go along with the settings', () => {
    expect(readForm({ ...filled, pins: [pin] })).toMatchObject({ settings: { pins: [pin] } });
    expect(readForm(filled)).not.toHaveProperty('settings.pins');
  });
});
