/** The line itself: STARTTLS (RFC 3501 6.2.1), COMPRESS (RFC 4978), ID (RFC 2971), an accepted certificate, and what saves a round trip: SASL-IR (RFC 4959), LITERAL+ (RFC 7888). */
import { X509Certificate } from 'node:crypto';
import { expect } from 'vitest';
import { compress } from '../../../../main/imap/commands/compress.ts';
import { transcript } from '../../../../main/imap/transcript.ts';
import { openSession } from '../../../../main/imap/open-session.ts';
import type { FetchedMessage } from '../../../../main/imap/message.ts';
import { sessionOptions } from '../ground.ts';
import type { Session } from '../../../../main/imap/session.ts';
import type { Probe, RealServer } from '../probe.ts';

const startTls: Probe = {
  extension: 'STARTTLS', rfc: 3501, needs: [],
  async run({ server }) {
    const log = transcript();
    const user = server.users[0]!;
    const session = await openSession(sessionOptions(server, { server: { host: 'localhost', port: server.ports.imap, security: 'starttls', user: user.name } }), { transcript: log });
    try {
      expect(session.capabilities.has('STARTTLS')).toBe(false);
      expect(session.capabilities.has('IMAP4rev1')).toBe(true);
      await session.select('INBOX');
    } finally {
      await session.logout();
    }
    const lines = log.lines();
    expect(lines.findIndex((line) => /^C: \S+ (?:LOGIN|AUTHENTICATE)/u.test(line))).toBeGreaterThan(lines.indexOf('-- TLS'));
    expect(lines.join('\n')).not.toContain(user.password);
  },
};

const deflate: Probe = {
  extension: 'COMPRESS=DEFLATE', rfc: 4978, needs: ['COMPRESS=DEFLATE'],
  async run({ open, mailbox, fill }) {
    const session = await open({ compress: true });
    const wireName = await mailbox();
    const text = `From: Ann <ann@example.net>\nSubject: packed\n\n${'all work and no play\n'.repeat(5000)}`;
    await session.append(wireName, Buffer.from(text.replace(/\n/gu, '\r\n')), { flags: [] });
    await fill(wireName, 'From: Ann <ann@example.net>\nSubject: plain\n\nText.\n');
    await session.select(wireName);
    const found: FetchedMessage[] = [];
    await session.uidFetch([[1, 4294967295]], { size: true, sections: [{ section: '' }] }, {}, (message) => void found.push(message));
    expect(found.map((message) => message.sections?.get('')?.length)).toEqual(found.map((message) => message.size));
    expect(found).toHaveLength(2);
    // Twice is refused (RFC 4978 3), and the line goes on.
    await expect(session.run(compress(() => undefined))).rejects.toMatchObject({ failure: { code: expect.stringMatching(/^(?:server-no|server-bad|unsupported)$/u) } });
    await session.noop();
  },
};

const id: Probe = {
  extension: 'ID', rfc: 2971, needs: ['ID'],
  async run({ session }) {
    await session.noop();
    expect(session.serverId?.['name']).toMatch(/\w/u);
  },
};

const pin: Probe = {
  extension: 'an accepted certificate', rfc: 9525, needs: [],
  async run({ server, open }) {
    const refused = await open({ extraCertificates: [] }).then(() => null, (error: unknown) => error);
    expect(refused).toMatchObject({ failure: { code: 'certificate', step: 'imap-connect', certificate: { host: 'localhost', port: server.ports.imaps } } });
    const { certificate } = (refused as { failure: { certificate: { fingerprint: string } } }).failure;
    const at = { host: 'localhost', port: server.ports.imaps };
    const session = await open({ extraCertificates: [], pins: [{ ...at, sha256: certificate.fingerprint }] });
    await session.noop();
    const authority = new X509Certificate(server.authority).fingerprint256;
    await expect(open({ extraCertificates: [], pins: [{ ...at, sha256: authority }] })).rejects.toMatchObject({ failure: { code: 'certificate', certificate: { pinChanged: true } } });
  },
};

/** A session whose wire log can be looked at. */
async function logged(server: RealServer, work: (session: Session) => Promise<void>): Promise<readonly string[]> {
  const log = transcript();
  const session = await openSession(sessionOptions(server), { transcript: log });
  try {
    await work(session);
  } finally {
    await session.logout();
  }
  return log.lines();
}

const saslIr: Probe = {
  extension: 'SASL-IR', rfc: 4959, needs: ['SASL-IR'],
  async run({ server }) {
    const lines = await logged(server, (session) => session.noop());
    const asked = lines.findIndex((line) => /^C: \S+ AUTHENTICATE/u.test(line));
    // The first word of the mechanism went along: what comes next is the server's own word, not an empty request for ours.
    expect(asked).toBeGreaterThan(0);
    expect(lines[asked + 1]).not.toBe('S: +');
  },
};

const literalPlus: Probe = {
  extension: 'LITERAL+', rfc: 7888, needs: ['LITERAL+'],
  async run({ server, mailbox, fill }) {
    const wireName = await mailbox();
    await fill(wireName, 'From: Ann <ann@example.net>\nSubject: plain\n\nText.\n');
    const lines = await logged(server, async (session) => {
      await session.select(wireName);
      expect(await session.uidSearch({ subject: 'Grüße' })).toEqual([]);
    });
    const sent = lines.findIndex((line) => line.startsWith('C: ') && /\{7\+?\}/u.test(line));
    expect(sent).toBeGreaterThan(0);
    expect(lines.slice(sent).some((line) => line.startsWith('S: +'))).toBe(false);
  },
};

export const probes: readonly Probe[] = [startTls, deflate, id, pin, saslIr, literalPlus];
