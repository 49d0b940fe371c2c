/** A server that plays one attack on STARTTLS (and, behind it, an honest server), and the account of what a client let happen. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import type { Failure } from '../../../../shared/failure.ts';
import { toFailure } from '../../../../shared/failure.ts';
import { transcript } from '../../../../main/imap/transcript.ts';
import type { MailboxNews } from '../../../../main/imap/mailbox.ts';
import type { Session } from '../../../../main/imap/session.ts';
import { makeCertificates, type CertificateKind, type Certificates } from '../../../support/certificates.ts';
import type { ScriptLine } from '../../../support/script-server.ts';
import { opened, PLAIN, serve } from '../setup.ts';

export interface Attack {
  /** Default `* OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] ready`; line end included. */
  greeting?: string;
  /** In a packet of its own behind the greeting. */
  afterGreeting?: string;
  /** Capabilities in clear; default `IMAP4rev1 STARTTLS LOGINDISABLED`. */
  caps?: string;
  /** In front of the tagged OK of CAPABILITY in clear. */
  withCaps?: string;
  /** In front of the answer to STARTTLS. */
  beforeStartTls?: string;
  /** Answer to STARTTLS, `<tag>` in it; default OK. */
  startTls?: string;
  /** In the same packet behind that answer. */
  behindStartTls?: string;
  /** Behind it in a packet of its own, when the client has already begun with TLS. */
  intoTls?: string;
  /** Nothing follows. */
  noTls?: boolean;
  deadlineMs?: number;
  certificate?: CertificateKind;
  /** Capabilities once encrypted; default `IMAP4rev1 SASL-IR AUTH=PLAIN`. */
  capsTls?: string;
  /** Answer to the login, `<tag>` in it. */
  login?: string;
  /** Answer to SELECT. */
  select?: string;
}

export interface Outcome {
  session: Session | null;
  failure: Failure | null;
  /** Lines heard in clear, and once encrypted. */
  clear: string[];
  encrypted: string[];
  alerts: string[];
  news: MailboxNews[];
  log: string;
  connections: number;
  /** Connections to the host that a referral named. */
  elsewhere: number;
}

const certificates: Partial<Record<CertificateKind, Certificates>> = {};
let directory: string;
let canary: Server;
let visits = 0;

/** For each file of attacks. `elsewhere` is where referrals lead: somebody listens there. */
export function setStage(): { elsewhere(): string } {
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'gw-stage-'));
    for (const kind of ['valid', 'expired', 'wrong-host', 'self-signed'] as const) certificates[kind] = await makeCertificates(join(directory, kind), kind);
    canary = createServer((socket) => {
      visits += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    await new Promise((resolve) => canary.close(resolve));
    await rm(directory, { recursive: true, maxRetries: 10, force: true });
  });
  return { elsewhere: () => `127.0.0.1:${(canary.address() as { port: number }).port}` };
}

const OK = '* OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] ready\r\n';

/** What the attacked client does, up to a list of mailboxes and an open INBOX. */
export async function play(attack: Attack): Promise<Outcome> {
  const outcome: Outcome = { session: null, failure: null, clear: [], encrypted: [], alerts: [], news: [], log: '', connections: 0, elsewhere: visits };
  const server = await serve(async (line) => {
    outcome.connections += 1;
    await perform(line, attack, outcome);
  });
  const log = transcript();
  try {
    const session = await opened(server, {
      server: { host: 'localhost', port: server.port, security: 'starttls', user: 'alice' },
      extraCertificates: [certificates[attack.certificate ?? 'valid']!.caPem],
      onAlert: (text) => outcome.alerts.push(text),
      silenceMs: 2000, deadlineMs: attack.deadlineMs ?? 4000,
    }, { transcript: log });
    outcome.session = session;
    session.onNews((news) => outcome.news.push(news));
    await session.select('INBOX');
  } catch (error) {
    outcome.failure = toFailure(error);
  }
  outcome.log = log.lines().join('\n');
  outcome.elsewhere = visits - outcome.elsewhere;
  return outcome;
}

async function perform(line: ScriptLine, attack: Attack, outcome: Outcome): Promise<void> {
  line.send(attack.greeting ?? OK);
  if (attack.afterGreeting !== undefined) {
    await new Promise((resolve) => setTimeout(resolve, 3));
    line.send(attack.afterGreeting);
  }
  let heard = outcome.clear;
  const caps = (): string => (heard === outcome.clear ? (attack.caps ?? 'IMAP4rev1 STARTTLS LOGINDISABLED') : (attack.capsTls ?? 'IMAP4rev1 SASL-IR AUTH=PLAIN'));
  for (;;) {
    const text = await line.line().catch(() => null);
    if (text === null) return;
    heard.push(text);
    const [tag = '', command = ''] = text.split(' ');
    const say = (answer: string): void => line.send(answer.replaceAll('<tag>', tag));
    switch (command.toUpperCase()) {
      case 'CAPABILITY':
        say(`${heard === outcome.clear ? (attack.withCaps ?? '') : ''}* CAPABILITY ${caps()}\r\n<tag> OK\r\n`);
        break;
      case 'STARTTLS': {
        const answer = `${attack.beforeStartTls ?? ''}${attack.startTls ?? '<tag> OK begin\r\n'}${attack.behindStartTls ?? ''}`.replaceAll('<tag>', tag);
        if (attack.noTls === true) {
          say(answer);
          return line.hungUp();
        }
        if (attack.startTls !== undefined || attack.behindStartTls !== undefined) say(answer);
        else if (attack.intoTls !== undefined) {
          say(answer);
          await line.some().catch(() => null);
          say(attack.intoTls);
        } else {
          line.startTls(certificates[attack.certificate ?? 'valid']!, answer);
          heard = outcome.encrypted;
        }
        break;
      }
      case 'AUTHENTICATE':
      case 'LOGIN':
        say(attack.login ?? '<tag> OK [CAPABILITY IMAP4rev1] in\r\n');
        break;
      case 'SELECT':
        say(attack.select ?? '* 3 EXISTS\r\n* OK [UIDVALIDITY 7] v\r\n* OK [UIDNEXT 100] n\r\n<tag> OK [READ-WRITE] open\r\n');
        break;
      case 'LIST':
        say('* LIST () "/" "INBOX"\r\n<tag> OK\r\n');
        break;
      default:
        say('<tag> OK\r\n');
    }
  }
}

/** Holds for every attack. `marks`: words of the attacker that must reach nobody. */
export function expectUnharmed(outcome: Outcome, ...marks: string[]): void {
  const clear = outcome.clear.join('\n');
  expect(clear).not.toMatch(/AUTHENTICATE|LOGIN|SELECT|LIST|APPEND|\bID\b/u);
  for (const secret of [PLAIN, 'secret', 'alice', Buffer.from('secret').toString('base64'), Buffer.from('alice').toString('base64')]) expect(clear).not.toContain(secret);
  expect(outcome.connections).toBe(1);
  expect(outcome.elsewhere).toBe(0);
  expect(outcome.news).toEqual([]);
  expect(outcome.log).not.toContain('secret');
  for (const mark of marks) {
    expect(JSON.stringify(outcome.failure)).not.toContain(mark);
    expect(outcome.alerts.join('\n')).not.toContain(mark);
  }
}

/** The session is the honest server's alone. */
export async function expectHonest(outcome: Outcome): Promise<void> {
  expect(outcome.failure).toBeNull();
  const session = outcome.session!;
  expect(session.capabilities.list).toEqual(['IMAP4REV1']);
  expect([...session.enabled]).toEqual([]);
  expect(session.utf8).toBe(false);
  expect(session.selected).toMatchObject({ wireName: 'INBOX', exists: 3, uidValidity: 7, uidNext: 100 });
  expect((await session.list()).map(({ name }) => name)).toEqual(['INBOX']);
  expect(outcome.encrypted.some((text) => text.includes(PLAIN))).toBe(true);
  expect(session.serverKind).toBe('other');
}
