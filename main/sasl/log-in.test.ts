/** The rule by which ways to log in are tried, and what is kept of it. */
import { describe, expect, test } from 'vitest';
import { fail, failure, type FailureCode, type FailureError } from '../../shared/failure.ts';
import type { Method } from './choose.ts';
import { Exchange } from './exchange.ts';
import { judgeRefusal, logInWith, LoginRefused } from './log-in.ts';
import { scripted, unusable } from './mechanism.ts';
import { strengthOf, type KnownLogin, type MethodName } from './strength.ts';

type Answer = 'ok' | 'credentials' | 'mechanism' | FailureCode;

/** Tries; answers the names tried and how it ended. */
async function tried(answers: Partial<Record<MethodName, Answer>>, { protectedLine = true, known }: { protectedLine?: boolean; known?: KnownLogin } = {}) {
  const names = Object.keys(answers) as MethodName[];
  const methods = names.map((name): Method => ({ name, shows: strengthOf(name) === 1, start: null }));
  const attempts: string[] = [];
  const end = await logInWith(methods, protectedLine, known, ({ name }) => {
    attempts.push(name);
    const answer = answers[name] ?? 'ok';
    if (answer === 'ok') return Promise.resolve();
    return Promise.reject(answer === 'credentials' || answer === 'mechanism' ? new LoginRefused(failure('authentication', name), answer) : fail(answer, 'lost'));
  }).catch((error: unknown) => (error as FailureError).failure);
  return { attempts, end };
}

test('the strongest works: nothing else is tried', async () => {
  expect(await tried({ 'SCRAM-SHA-256': 'ok', PLAIN: 'ok' })).toEqual({ attempts: ['SCRAM-SHA-256'], end: { mechanism: 'SCRAM-SHA-256', unusable: [] } });
});

test('a proof is refused: the password is shown once, and what failed is kept', async () => {
  expect(await tried({ 'SCRAM-SHA-256': 'credentials', 'SCRAM-SHA-1': 'ok', PLAIN: 'ok' })).toEqual({ attempts: ['SCRAM-SHA-256', 'PLAIN'], end: { mechanism: 'PLAIN', unusable: ['SCRAM-SHA-1', 'SCRAM-SHA-256'] } });
});

test('a wrong password is tried twice at most', async () => {
  const all: Answer = 'credentials';
  expect((await tried({ 'SCRAM-SHA-256': all, 'SCRAM-SHA-1': all, 'CRAM-MD5': all, PLAIN: all, LOGIN: all, command: all })).attempts).toEqual(['SCRAM-SHA-256', 'PLAIN']);
  expect((await tried({ 'SCRAM-SHA-256-PLUS': all, 'SCRAM-SHA-256': all, PLAIN: all })).attempts).toEqual(['SCRAM-SHA-256-PLUS', 'SCRAM-SHA-256']);
  expect((await tried({ PLAIN: all, LOGIN: all, command: all })).attempts).toEqual(['PLAIN']);
  expect((await tried({ OAUTHBEARER: all, XOAUTH2: all })).attempts).toEqual(['OAUTHBEARER']);
});

test('with a floor there is nothing that shows the password', async () => {
  expect((await tried({ 'SCRAM-SHA-256': 'credentials', 'SCRAM-SHA-1': 'ok' })).attempts).toEqual(['SCRAM-SHA-256']);
});

test('unusable mechanisms: the next, and the third is one that shows the password', async () => {
  expect((await tried({ 'SCRAM-SHA-256-PLUS': 'mechanism', 'SCRAM-SHA-256': 'ok' })).attempts).toHaveLength(2);
  expect((await tried({ 'SCRAM-SHA-256': 'mechanism', 'SCRAM-SHA-1': 'mechanism', 'CRAM-MD5': 'ok', PLAIN: 'ok' })).attempts).toEqual(['SCRAM-SHA-256', 'SCRAM-SHA-1', 'PLAIN']);
  expect((await tried({ 'SCRAM-SHA-256': 'mechanism', 'SCRAM-SHA-1': 'mechanism', 'CRAM-MD5': 'mechanism', NTLM: 'ok' })).attempts).toHaveLength(3);
  expect((await tried({ PLAIN: 'mechanism', LOGIN: 'ok' })).attempts).toEqual(['PLAIN', 'LOGIN']);
});

test('in clear the password is not shown after anything else', async () => {
  for (const answer of ['credentials', 'mechanism'] as const) expect((await tried({ 'CRAM-MD5': answer, PLAIN: 'ok' }, { protectedLine: false })).attempts).toEqual(['CRAM-MD5']);
  expect((await tried({ PLAIN: 'ok' }, { protectedLine: false })).attempts).toEqual(['PLAIN']);
});

test('anything but a refusal ends it; a line lost behind a refusal is that refusal', async () => {
  expect(await tried({ 'SCRAM-SHA-256': 'protocol', PLAIN: 'ok' })).toMatchObject({ attempts: ['SCRAM-SHA-256'], end: { code: 'protocol' } });
  expect(await tried({ 'SCRAM-SHA-256': 'connection-lost', PLAIN: 'ok' })).toMatchObject({ attempts: ['SCRAM-SHA-256'], end: { code: 'connection-lost' } });
  expect(await tried({ 'SCRAM-SHA-256': 'credentials', PLAIN: 'server-bye' })).toMatchObject({ end: { code: 'authentication' } });
  expect(await tried({ 'SCRAM-SHA-256': 'credentials', PLAIN: 'throttled' })).toMatchObject({ end: { code: 'throttled' } });
});

test('the strongest that ever worked is kept', async () => {
  expect((await tried({ 'SCRAM-SHA-256': 'ok' }, { known: { mechanism: 'PLAIN', unusable: ['CRAM-MD5'] } })).end).toEqual({ mechanism: 'SCRAM-SHA-256', unusable: ['CRAM-MD5'] });
  expect((await tried({ 'SCRAM-SHA-256': 'ok' }, { known: { mechanism: 'SCRAM-SHA-256-PLUS', unusable: ['SCRAM-SHA-256'] } })).end).toEqual({ mechanism: 'SCRAM-SHA-256-PLUS', unusable: [] });
});

describe('what a refusal is about', () => {
  const exchange = (proven: boolean) => new Exchange({ ...scripted('X', null, []), proven });
  const about = (extra: Parameters<typeof fail>[2], proven = true, code: FailureCode = 'authentication') => {
    const error = judgeRefusal(failure(code, 'no', extra), exchange(proven));
    return error instanceof LoginRefused ? error.about : 'end';
  };
  test.each([
    ['credentials', about({ detail: 'Authentication failed.', responseCode: 'AUTHENTICATIONFAILED' })],
    ['credentials', about({ detail: 'unsupported user', responseCode: 'AUTHENTICATIONFAILED' })],
    ['mechanism', about({ detail: 'authentication failed' }, false)],
    ['mechanism', about({ detail: 'bad protocol / cancel' })],
    ['mechanism', about({ detail: 'no mechanism available' })],
    ['mechanism', about({}, true, 'server-bad')],
    ['mechanism', about({ responseCode: 'CANNOT' }, true, 'server-no')],
    ['end', about({ responseCode: 'UNAVAILABLE' }, true, 'server-no')],
    ['end', about({}, true, 'throttled')],
    ['end', about({}, true, 'unprotected')],
  ])('%s', (expected, found) => {
    expect(found).toBe(expected);
  });

  test('cancelled from here: the mechanism if that was no use, the end if somebody lied', async () => {
    const cancelled = async (error: FailureError) => {
      const one = new Exchange({ ...scripted('X', null, []), respond: () => { throw error; } });
      expect(await one.answer('')).toBe('*');
      return judgeRefusal(failure('authentication', 'cancelled'), one);
    };
    expect(await cancelled(unusable('X', 'why'))).toMatchObject({ about: 'mechanism', failure: { code: 'no-mechanism', detail: 'why' } });
    const lied = await cancelled(fail('protocol', 'lied'));
    expect(lied).not.toBeInstanceOf(LoginRefused);
    expect(lied.failure.code).toBe('protocol');
  });
});
