/** Submission against servers that behave and servers that do not: what is said, what is not sent, and whether the message may have gone. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { submit, verify, type SubmissionOptions, type SubmissionResult } from '../../../main/smtp/submission.ts';
import { canRetry, fail, FailureError, type Failure } from '../../../shared/failure.ts';
import { makeCertificates, type CertificateKind, type Certificates } from '../../support/certificates.ts';
import { startSmtpScript, type RunningScript, type SmtpScript } from '../../support/smtp-script.ts';

const PASSWORD = 'correct horse';
const MESSAGE = { raw: Buffer.from('From: a@example.org\r\nSubject: x\r\n\r\n.hidden dot\r\nend\r\n'), envelope: { from: 'a@example.org', to: ['b@example.com', 'c@example.net'] } };
const SECRETS = [PASSWORD, Buffer.from(`\0a@example.org\0${PASSWORD}`).toString('base64'), Buffer.from(PASSWORD).toString('base64')];

let directory = '';
const certificates = new Map<CertificateKind, Certificates>();
const certificate = (kind: CertificateKind = 'valid'): Certificates => certificates.get(kind)!;
let running: RunningScript | null = null;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'godwit-smtp-'));
  for (const kind of ['valid', 'expired', 'wrong-host', 'self-signed'] as const) certificates.set(kind, await makeCertificates(join(directory, kind), kind));
});
afterAll(() => rm(directory, { recursive: true, maxRetries: 10, force: true }));
afterEach(async () => {
  await running?.stop();
  running = null;
});

async function serve(script: SmtpScript): Promise<RunningScript> {
  running = await startSmtpScript(script);
  return running;
}

function options(server: RunningScript, change: Partial<SubmissionOptions> & { security?: 'tls' | 'starttls' | 'none' } = {}): SubmissionOptions {
  const { security = 'none', ...rest } = change;
  return { server: { host: '127.0.0.1', port: server.port, security, user: 'a@example.org' }, credentials: { kind: 'password', password: PASSWORD }, plainConfirmed: false, extraCertificates: [certificate().caPem], deadlineMs: 5000, ...rest };
}

const failureOf = (run: Promise<unknown>): Promise<Failure> => run.then(
  () => { throw new Error('was expected to fail'); },
  (error: unknown) => { if (error instanceof FailureError) return error.failure; throw error; },
);
const send = (server: RunningScript, change: Parameters<typeof options>[1] = {}): Promise<SubmissionResult> => submit(options(server, change), MESSAGE);

describe('a server that behaves', () => {
  for (const [security, script] of [['tls', { tls: true }], ['starttls', { starttls: true }], ['none', {}]] as const) {
    test(`${security}: logs in, names exactly the envelope, stuffs dots`, async () => {
      const server = await serve({ ...script, certificate: certificate() });
      expect(await send(server, { security })).toEqual({ accepted: ['b@example.com', 'c@example.net'], rejected: [], response: '250 2.0.0 queued as 42', login: { mechanism: 'PLAIN', unusable: [] } });
      expect(server.lines.filter((line) => /^(?:MAIL|RCPT)/u.test(line))).toEqual([`MAIL FROM:<a@example.org> SIZE=${MESSAGE.raw.length}`, 'RCPT TO:<b@example.com>', 'RCPT TO:<c@example.net>']);
      expect(server.lines[0]).toBe('EHLO [127.0.0.1]');
      expect(server.data).toBe('From: a@example.org\r\nSubject: x\r\n\r\n..hidden dot\r\nend\r\n.\r\n');
      if (security !== 'none') expect(server.clear.includes('AUTH')).toBe(false);
    });
  }
  test('verify logs in and sends nothing', async () => {
    const server = await serve({ tls: true, certificate: certificate() });
    await verify(options(server, { security: 'tls' }));
    expect(server.lines.some((line) => line.startsWith('AUTH PLAIN'))).toBe(true);
    expect(server.lines.some((line) => line.startsWith('MAIL'))).toBe(false);
  });
  test('a line that ends while it waits to log in is opened anew', async () => {
    const server = await serve({});
    const { promise: beforeLogin, resolve } = Promise.withResolvers<void>();
    const verified = verify({ ...options(server), beforeLogin });
    await expect.poll(() => server.lines.length).toBe(1);
    server.cutLines();
    // Seen here, before it goes on.
    await new Promise((seen) => { setTimeout(seen, 50); });
    resolve();
    expect(await verified).toEqual({ mechanism: 'PLAIN', unusable: [] });
    expect(server.connections).toBe(2);
    expect(server.lines.filter((line) => line.startsWith('AUTH'))).toHaveLength(1);
  });
  test('without PIPELINING, with AUTH LOGIN only', async () => {
    const server = await serve({ extensions: [], auth: 'AUTH LOGIN' });
    expect((await send(server)).accepted).toHaveLength(2);
    expect(server.lines).toContain(Buffer.from(PASSWORD).toString('base64'));
  });
  test('a long message goes out whole', async () => {
    const server = await serve({ extensions: [] });
    const raw = Buffer.from(`Subject: x\r\n\r\n${'.line of text\r\n'.repeat(100_000)}`);
    await submit(options(server), { ...MESSAGE, raw });
    expect(server.data === `${raw.toString().replace(/^\./gmu, '..')}.\r\n`).toBe(true);
  });
});

describe('nothing secret leaves unprotected', () => {
  const cases: [string, SmtpScript, 'tls' | 'starttls' | 'none', Failure['code']][] = [
    ['STARTTLS is not offered', {}, 'starttls', 'starttls-unavailable'],
    ['STARTTLS is refused', { starttls: true, reply: { STARTTLS: '454 4.7.0 not now' } }, 'starttls', 'starttls-unavailable'],
    ['something is slipped in behind STARTTLS', { extensions: ['STARTTLS'], reply: { STARTTLS: 'last:220 go ahead\r\n250 injected' } }, 'starttls', 'protocol'],
    ['STARTTLS is accepted and then nothing follows', { extensions: ['STARTTLS'], reply: { STARTTLS: 'last:220 go ahead' } }, 'starttls', 'timeout'],
    ['EHLO is refused', { reply: { EHLO: '500 what?' } }, 'starttls', 'starttls-unavailable'],
    ['the line is cut at STARTTLS', { extensions: ['STARTTLS'], reply: { STARTTLS: 'cut' } }, 'starttls', 'connection-lost'],
    ['a plain server on the TLS port', {}, 'tls', 'not-tls'],
  ];
  test.each(cases)('%s', async (_, script, security, code) => {
    const server = await serve(script);
    const failure = await failureOf(send(server, { security, deadlineMs: code === 'timeout' ? 500 : 5000 }));
    expect(failure).toMatchObject({ code, step: 'smtp-connect' });
    for (const secret of SECRETS) expect(server.clear).not.toContain(secret);
    expect(server.clear).not.toMatch(/AUTH|MAIL/u);
  });
  test.each<SmtpScript>([
    { greeting: '554 5.7.1 call 555-0100' }, { greeting: '421 call 555-0100' }, { greeting: 'call 555-0100' }, { reply: { EHLO: '550 call 555-0100' } },
    { starttls: true, reply: { STARTTLS: '454 4.7.0 call 555-0100' } }, { starttls: true, reply: { STARTTLS: '554-call\r\n554 555-0100' } },
  ])('what is said before encryption could be anybody\'s, and is not told: %j', async (script) => {
    const server = await serve(script);
    const failure = await failureOf(send(server, { security: 'starttls' }));
    expect(failure.step).toBe('smtp-connect');
    expect(JSON.stringify(failure)).not.toContain('555-0100');
  });
  test('no encryption to another host needs a confirmation; not even a connection is made', async () => {
    const failure = await failureOf(submit({ ...options({ port: 9 } as RunningScript), server: { host: 'mail.example.org', port: 9, security: 'none', user: 'a' } }, MESSAGE));
    expect(failure).toMatchObject({ code: 'unprotected', step: 'smtp-connect' });
  });
  for (const [kind, reason] of [['expired', /^it expired/u], ['wrong-host', /elsewhere\.example\.org/u], ['self-signed', /self-signed/u]] as const) {
    for (const security of ['tls', 'starttls'] as const) {
      test(`${kind} certificate, ${security}`, async () => {
        const server = await serve({ tls: security === 'tls', starttls: true, certificate: certificate(kind) });
        const failure = await failureOf(send(server, { security, extraCertificates: [certificate(kind).caPem] }));
        expect(failure).toMatchObject({ code: 'certificate', step: 'smtp-connect' });
        expect(failure.detail).toMatch(reason);
        expect(server.lines.some((line) => line.startsWith('AUTH'))).toBe(false);
      });
    }
  }
});

describe('a certificate accepted for its place', () => {
  for (const security of ['tls', 'starttls'] as const) {
    test(`${security}: exactly that one is good, another is refused`, async () => {
      const server = await serve({ tls: security === 'tls', starttls: true, certificate: certificate('self-signed') });
      const { certificate: facts } = await failureOf(send(server, { security }));
      expect(facts).toMatchObject({ host: '127.0.0.1', port: server.port });
      const pin = { host: '127.0.0.1', port: server.port, sha256: facts!.fingerprint };
      await expect(send(server, { security, pins: [pin] })).resolves.toMatchObject({ rejected: [] });
      const other = { ...pin, sha256: pin.sha256.replace(/^../u, pin.sha256.startsWith('00') ? '11' : '00') };
      expect(await failureOf(send(server, { security, pins: [other] }))).toMatchObject({ code: 'certificate', certificate: { pinChanged: true } });
      expect(await failureOf(send(server, { security, pins: [{ ...pin, port: pin.port + 1 }] }))).toMatchObject({ code: 'certificate' });
    });
  }
});

describe('refusals, in the server\'s words, and whether to try again', () => {
  const cases: [string, SmtpScript, Partial<Failure>, retry: boolean][] = [
    ['wrong password', { reply: { AUTH: '535 5.7.8 Bad credentials' } }, { code: 'authentication', step: 'smtp-login', detail: 'Bad credentials', responseCode: '5.7.8' }, false],
    ['login for a while impossible', { reply: { AUTH: '454 4.7.0 try later' } }, { code: 'throttled', step: 'smtp-login', detail: 'try later' }, true],
    ['no login offered', { auth: '' }, { code: 'no-mechanism', step: 'smtp-login' }, false],
    ['no known way to log in', { auth: 'AUTH GSSAPI', reply: { AUTH: '504 5.5.4 unknown' } }, { code: 'no-mechanism' }, false],
    ['greeted with a refusal', { greeting: '554 no mail here' }, { code: 'server-no', step: 'smtp-connect', detail: 'no mail here' }, false],
    ['greeted with not now', { greeting: '421 busy' }, { code: 'server-bye', step: 'smtp-connect' }, true],
    ['not a mail server', { greeting: 'HTTP/1.1 400 Bad Request' }, { code: 'protocol', step: 'smtp-connect' }, false],
    ['sender refused', { reply: { MAIL: '550 5.7.1 not your address' } }, { code: 'message-refused', step: 'smtp-send', detail: 'not your address', responseCode: '5.7.1' }, false],
    ['every recipient refused', { reply: { RCPT: '550 5.1.1 no such user' } }, { code: 'recipient-refused', detail: 'b@example.com: no such user; c@example.net: no such user' }, false],
    ['greylisted', { reply: { RCPT: '450 4.7.1 greylisted' } }, { code: 'throttled', detail: 'greylisted' }, true],
    ['too large, announced', { extensions: ['SIZE 10'] }, { code: 'message-refused', step: 'smtp-send' }, false],
    ['DATA refused', { reply: { DATA: '554 5.5.1 no' } }, { code: 'message-refused' }, false],
    ['content refused', { reply: { END: '554 5.6.0 looks like spam' } }, { code: 'message-refused', detail: 'looks like spam', responseCode: '5.6.0' }, false],
    ['content not now', { reply: { END: '451 4.3.0 disk full' } }, { code: 'throttled', detail: 'disk full' }, true],
    ['words on several lines', { reply: { END: '554-5.6.0 one\r\n554 5.6.0 two' } }, { code: 'message-refused', detail: 'one two' }, false],
  ];
  for (const pipelining of [true, false]) {
    test.each(cases)(`%s (${pipelining ? 'pipelined' : 'one by one'})`, async (_, script, expected, retry) => {
      const server = await serve({ ...script, ...(script.extensions ? {} : { extensions: pipelining ? ['PIPELINING'] : [] }) });
      const failure = await failureOf(send(server));
      expect(failure).toMatchObject(expected);
      expect(canRetry(failure)).toBe(retry);
    });
  }
  test('one recipient refused: the others get it, and it is said which', async () => {
    const server = await serve({ reply: { RCPT: (line) => (line.includes('b@') ? '550 5.1.1 no such user' : null) } });
    expect(await send(server)).toMatchObject({ accepted: ['c@example.net'], rejected: [{ address: 'b@example.com', words: 'no such user' }] });
  });
  test('letters beyond ASCII need SMTPUTF8', async () => {
    const server = await serve({});
    const message = { ...MESSAGE, envelope: { from: 'a@example.org', to: ['j\u00f6rg@example.com'] } };
    expect(await failureOf(submit(options(server), message))).toMatchObject({ code: 'unsupported', step: 'smtp-send' });
    expect(server.lines.some((line) => line.startsWith('MAIL'))).toBe(false);
    await server.stop();
    const able = await serve({ extensions: ['SMTPUTF8'] });
    expect((await submit(options(able), message)).accepted).toEqual(['j\u00f6rg@example.com']);
  });
});

describe('a lost line: sent, not sent, or nobody knows', () => {
  /** Short only where silence is meant: a machine that is busy for so long is no server that says nothing. */
  const silenceOf = ({ reply = {} }: SmtpScript): Partial<SubmissionOptions> => (Object.values(reply).includes('silent') ? { silenceMs: 1500 } : {});
  const before: [string, SmtpScript, Failure['code']][] = [
    ['instead of a greeting', { greeting: 'cut' }, 'connection-lost'],
    ['at EHLO', { reply: { EHLO: 'cut' } }, 'connection-lost'],
    ['at AUTH', { reply: { AUTH: 'cut' } }, 'connection-lost'],
    ['at MAIL', { reply: { MAIL: 'cut' } }, 'connection-lost'],
    ['at RCPT', { reply: { RCPT: 'cut' } }, 'connection-lost'],
    ['at DATA', { reply: { DATA: 'cut' } }, 'connection-lost'],
    ['with 421 at RCPT', { reply: { RCPT: '421 4.3.2 shutting down' } }, 'server-bye'],
    ['by silence at RCPT', { reply: { RCPT: 'silent' } }, 'timeout'],
  ];
  for (const pipelining of [true, false]) {
    test.each(before)(`%s (${pipelining ? 'pipelined' : 'one by one'}): certainly not sent, may be tried again`, async (_, script, code) => {
      const server = await serve({ ...script, extensions: pipelining ? ['PIPELINING'] : [] });
      const failure = await failureOf(send(server, silenceOf(script)));
      expect(failure.code).toBe(code);
      expect(canRetry(failure)).toBe(true);
      expect(server.data).toBe('');
    });
  }
  describe('its end is on its way only once that is noted', () => {
    const long = { ...MESSAGE, raw: Buffer.from(`Subject: x\r\n\r\n${'text\r\n'.repeat(20_000)}`) };

    test.each([['short', MESSAGE], ['long', long]])('a %s message', async (_, message) => {
      const server = await serve({});
      const [asked, noted] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      const sent = submit(options(server), { ...message, beforeEnd: () => {
        asked.resolve();
        return noted.promise;
      } });
      await asked.promise;
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(server.data).not.toContain('\r\n.\r\n');
      noted.resolve();
      expect((await sent).accepted).toHaveLength(2);
      expect(server.data.endsWith('\r\n.\r\n')).toBe(true);
    });

    test('what cannot be noted does not go', async () => {
      const server = await serve({});
      const failure = await failureOf(submit(options(server), { ...MESSAGE, beforeEnd: () => Promise.reject(fail('storage', 'The disk is full.')) }));
      expect(failure.code).not.toBe('delivery-unknown');
      expect(server.data).not.toContain('\r\n.\r\n');
    });

    test('a line that is lost meanwhile: certainly not sent', async () => {
      const server = await serve({});
      const noted = Promise.withResolvers<void>();
      const failure = failureOf(submit(options(server), { ...MESSAGE, beforeEnd: () => {
        server.cutLines();
        return noted.promise;
      } }));
      expect(await failure).toMatchObject({ code: 'connection-lost' });
      noted.resolve();
    });
  });

  test.each([[[]], [['PIPELINING']]])('with the go-ahead (%s): no octet of the message has left', async (extensions) => {
    const server = await serve({ reply: { DATA: 'half:354 go ahead\r\n' }, extensions });
    const failure = await failureOf(send(server));
    expect(failure).toMatchObject({ code: 'connection-lost', step: 'smtp-send' });
    expect(canRetry(failure)).toBe(true);
    expect(server.data).toBe('');
  });

  test('in the middle of a long message: certainly not sent', async () => {
    const server = await serve({ cutInData: 200_000, extensions: [] });
    const failure = await failureOf(submit(options(server), { ...MESSAGE, raw: Buffer.from(`Subject: x\r\n\r\n${'text\r\n'.repeat(4_000_000)}`) }));
    expect(failure.code).toBe('connection-lost');
    expect(canRetry(failure)).toBe(true);
  });
  const after: [string, SmtpScript][] = [
    ['cut', { reply: { END: 'cut' } }],
    ['half an answer', { reply: { END: 'half:250 2.0.0 qu' } }],
    ['half a refusal', { reply: { END: 'half:451 4.3.0 dis' } }],
    ['silence', { reply: { END: 'silent' } }],
    ['cut, one by one', { reply: { END: 'cut' }, extensions: [] }],
    ['no answer but a word', { reply: { END: 'whatever' } }],
    ['what belongs to DATA', { reply: { END: '354 go on' } }],
    ['what belongs to another time', { reply: { END: '150 wait' }, extensions: [] }],
  ];
  test.each(after)('after the final dot, %s: nobody knows, and nothing is tried again', async (_, script) => {
    const server = await serve(script);
    const failure = await failureOf(send(server, silenceOf(script)));
    expect(failure).toMatchObject({ code: 'delivery-unknown', step: 'smtp-send' });
    expect(canRetry(failure)).toBe(false);
    expect(server.data.endsWith('\r\n.\r\n')).toBe(true);
    expect(server.connections).toBe(1);
  });
  test('something else than an answer before the message is out: certainly not sent, and nothing is said of the message', async () => {
    const server = await serve({ reply: { DATA: '354 go\r\n354 go' }, extensions: [] });
    const failure = await failureOf(submit(options(server), { ...MESSAGE, raw: Buffer.from(`Subject: x\r\n\r\n${'text\r\n'.repeat(4_000_000)}`) }));
    expect(failure).toMatchObject({ code: 'protocol', step: 'smtp-send' });
  });
  test('cancelled before and after the message is out', async () => {
    const waiting = new AbortController();
    const server = await serve({ reply: { MAIL: 'silent' }, extensions: [] });
    const early = failureOf(send(server, { signal: waiting.signal }));
    setTimeout(() => waiting.abort(), 100);
    expect(await early).toMatchObject({ code: 'cancelled' });
    await server.stop();
    const late = new AbortController();
    const mute = await serve({ reply: { END: () => { late.abort(); return 'silent'; } } });
    expect(await failureOf(send(mute, { signal: late.signal }))).toMatchObject({ code: 'delivery-unknown' });
  });
  test('a server that says yes too early is not believed', async () => {
    const server = await serve({ reply: { DATA: '354 go\r\n250 2.0.0 got it' }, extensions: [] });
    const failure = await failureOf(submit(options(server), { ...MESSAGE, raw: Buffer.from(`Subject: x\r\n\r\n${'text\r\n'.repeat(4_000_000)}`) }));
    expect(failure.code).toBe('protocol');
  });
  test('slow from the first octet: one deadline over everything up to the login', async () => {
    const server = await serve({ greeting: 'silent' });
    expect(await failureOf(send(server, { deadlineMs: 300 }))).toMatchObject({ code: 'timeout', step: 'smtp-connect' });
    await server.stop();
    const login = await serve({ reply: { AUTH: 'silent' } });
    expect(await failureOf(send(login, { deadlineMs: 500 }))).toMatchObject({ code: 'timeout', step: 'smtp-login' });
  });
  test('a login that never ends', async () => {
    const server = await serve({ reply: { AUTH: '334 ', '': '334 ' } });
    expect(await failureOf(send(server, { deadlineMs: 500 }))).toMatchObject({ code: 'protocol', step: 'smtp-login' });
  });
  test('nobody listens, no such name', async () => {
    const server = await serve({});
    await server.stop();
    expect(await failureOf(send(server))).toMatchObject({ code: 'connection-refused', step: 'smtp-connect' });
  });
});
