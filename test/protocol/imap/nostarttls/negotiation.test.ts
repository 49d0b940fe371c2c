/** Encryption talked away: STARTTLS left out, refused or answered oddly, PREAUTH, servers that are none, certificates, referrals. */
import { describe, expect, test } from 'vitest';
import { expectHonest, expectUnharmed, play, setStage, type Attack } from './stage.ts';

const { elsewhere } = setStage();
const WITH_LOGIN = 'IMAP4rev1 AUTH=PLAIN AUTH=LOGIN';

describe('STARTTLS talked away', () => {
  test.each([
    ['not announced, login offered', { greeting: `* OK [CAPABILITY ${WITH_LOGIN}] ready\r\n`, caps: WITH_LOGIN, startTls: '<tag> BAD not supported\r\n' }],
    ['not announced in the greeting, though it would work', { greeting: `* OK [CAPABILITY ${WITH_LOGIN}] ready\r\n`, caps: WITH_LOGIN }],
    ['only when asked', { greeting: '* OK ready\r\n', caps: WITH_LOGIN }],
    ['no IMAP4rev1 either', { greeting: '* OK [CAPABILITY IMAP4] ready\r\n', caps: 'IMAP4' }],
    ['no capabilities at all', { greeting: '* OK ready\r\n', caps: '' }],
    ['UTF8=ONLY', { greeting: '* OK [CAPABILITY IMAP4rev1 UTF8=ONLY ENABLE] ready\r\n', caps: 'IMAP4rev1 UTF8=ONLY ENABLE' }],
    ['a lookalike', { greeting: '* OK [CAPABILITY IMAP4rev1 XSTARTTLS STARTTLS2 STARTTLS=NO] ready\r\n' }],
    ['announced, answered BAD', { greeting: `* OK [CAPABILITY ${WITH_LOGIN} STARTTLS] ready\r\n`, startTls: '<tag> BAD do not begin TLS now.\r\n' }],
    ['announced, answered NO', { greeting: `* OK [CAPABILITY ${WITH_LOGIN} STARTTLS] ready\r\n`, startTls: '<tag> NO do not begin TLS now.\r\n' }],
    ['answered NO with a new list', { startTls: `* CAPABILITY ${WITH_LOGIN}\r\n<tag> NO [CAPABILITY ${WITH_LOGIN}] do not begin TLS now.\r\n` }],
    ['answered NO with an alert', { startTls: '<tag> NO [ALERT] do not begin TLS now.\r\n' }],
    ['answered with a throttle', { startTls: '<tag> NO Request is throttled. Suggested Backoff Time: 3600000 milliseconds\r\n' }],
    ['said to be unknown without a tag', { startTls: '* NO The command "STARTTLS" is not supported.\r\n' }],
  ] satisfies [string, Attack][])('%s', async (_, attack) => {
    const outcome = await play(attack);
    expectUnharmed(outcome, 'do not begin', 'Backoff');
    expect(outcome.session).toBeNull();
    expect(outcome.failure).toMatchObject({ step: 'imap-connect' });
    expect(['starttls-unavailable', 'unsupported', 'throttled']).toContain(outcome.failure!.code);
    expect(outcome.failure).not.toHaveProperty('retryAfterMs');
  });

  test.each([
    ['OK, then plain IMAP', { intoTls: '* OK still in clear\r\n' }, 'not-tls'],
    ['OK and nothing', { noTls: true, deadlineMs: 300 }, 'timeout'],
  ] satisfies [string, Attack, string][])('%s', async (_, attack, code) => {
    const outcome = await play(attack);
    expectUnharmed(outcome);
    expect(outcome).toMatchObject({ session: null, failure: { code } });
  });

  test.each([
    ['announced with login allowed in clear', { greeting: `* OK [CAPABILITY ${WITH_LOGIN} STARTTLS] ready\r\n`, caps: `${WITH_LOGIN} STARTTLS` }],
    ['announced only when asked', { greeting: '* OK ready\r\n' }],
    ['announced again once encrypted', { capsTls: 'IMAP4rev1 SASL-IR STARTTLS AUTH=PLAIN' }],
    ['announced with a Sieve host', { greeting: '* OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED IMAPSIEVE=sieve://example.net] ready\r\n' }],
    ['the OK with a new list', { beforeStartTls: '* CAPABILITY IMAP4rev1 IDLE AUTH=LOGIN\r\n' }],
  ] satisfies [string, Attack][])('%s: encrypted all the same', async (_, attack) => {
    const outcome = await play(attack);
    expectUnharmed(outcome);
    await expectHonest(outcome);
  });

  test('once encrypted, nothing to log in with', async () => {
    const outcome = await play({ greeting: `* OK [CAPABILITY ${WITH_LOGIN} STARTTLS] ready\r\n`, capsTls: 'IMAP4rev1 LOGINDISABLED' });
    expectUnharmed(outcome);
    expect(outcome.failure).toMatchObject({ code: 'no-mechanism', step: 'imap-login' });
  });
});

describe('PREAUTH', () => {
  test.each([
    ['with STARTTLS', '[CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] '],
    ['with login', `[CAPABILITY ${WITH_LOGIN}] `],
    ['with nothing', '[CAPABILITY IMAP4rev1] '],
    ['without a list', ''],
    ['with an alert', '[ALERT] '],
    ['with referrals', '[CAPABILITY IMAP4rev1 MAILBOX-REFERRALS] '],
    ['with a referral', '[REFERRAL imap://mail.example.net/] '],
  ])('%s', async (_, code) => {
    const outcome = await play({ greeting: `* PREAUTH ${code}you are in\r\n`, caps: 'IMAP4rev1 STARTTLS' });
    expectUnharmed(outcome, 'you are in', 'mail.example.net');
    expect(outcome).toMatchObject({ session: null, failure: { code: 'starttls-unavailable', step: 'imap-connect' } });
    expect(outcome.clear).toEqual([]);
  });
});

describe('certificates behind STARTTLS', () => {
  test.each(['expired', 'wrong-host', 'self-signed'] as const)('%s', async (certificate) => {
    const outcome = await play({ certificate });
    expectUnharmed(outcome);
    expect(outcome).toMatchObject({ session: null, encrypted: [], failure: { code: 'certificate', step: 'imap-connect', certificate: { host: 'localhost' } } });
  });
});

describe('referrals lead nowhere', () => {
  const url = (path = ''): string => `imap://;AUTH=*@${elsewhere()}/${path}`;

  test.each([
    ['in clear, with the greeting', () => ({ greeting: `* OK [REFERRAL ${url()}] go there\r\n` })],
    ['in clear, behind the greeting', () => ({ afterGreeting: `* OK [REFERRAL ${url()}] go there\r\n` })],
    ['in clear, before the OK of STARTTLS', () => ({ beforeStartTls: `* NO [REFERRAL ${url()}] go there\r\n` })],
    ['in the OK of the login', () => ({ login: `<tag> OK [REFERRAL ${url()}] better there\r\n` })],
  ])('%s: a session all the same', async (_, attack) => {
    const outcome = await play(attack());
    expectUnharmed(outcome, 'go there');
    expect(outcome.failure).toBeNull();
  });

  test.each([
    ['BYE in clear', () => ({ greeting: `* BYE [REFERRAL ${url()}] go there\r\n` }), 'imap-connect'],
    ['NO to STARTTLS', () => ({ startTls: `<tag> NO [REFERRAL ${url()}] go there\r\n` }), 'imap-connect'],
    ['NO to the login', () => ({ login: `<tag> NO [REFERRAL ${url()}] try another server\r\n` }), 'imap-login'],
    ['BYE to the login', () => ({ login: `* BYE [REFERRAL ${url()}] try another server\r\n` }), 'imap-login'],
    ['NO to SELECT', () => ({ select: `<tag> NO [REFERRAL ${url('inbox')}] select failed\r\n` }), undefined],
  ])('%s', async (_, attack, step) => {
    const outcome = await play(attack());
    expectUnharmed(outcome, 'go there');
    if (step === 'imap-connect') {
      expect(outcome.failure).toMatchObject({ step });
      expect(JSON.stringify(outcome.failure)).not.toContain(elsewhere());
      return;
    }
    expect(outcome.failure).toMatchObject({ code: 'server-no', responseCode: 'REFERRAL', message: expect.stringContaining('another server'), detail: expect.stringContaining(elsewhere()), ...(step === undefined ? {} : { step }) });
  });
});
