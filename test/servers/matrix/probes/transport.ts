/** The line itself: STARTTLS (RFC 3501 6.2.1), COMPRESS (RFC 4978), ID (RFC 2971), an accepted certificate. */
import { X509Certificate } from 'node:crypto';
import { expect } from 'vitest';
import { compress } from '../../../../main/imap/commands/compress.ts';
import { transcript } from '../../../../main/imap/transcript.ts';
import { openSession } from '../../../../main/imap/open-session.ts';
import type { FetchedMessage } from '../../../../main/imap/message.ts';
import { sessionOptions } from '../ground.ts';
import type { Probe } from '../probe.ts';

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

export const probes: readonly Probe[] = [startTls, deflate, id, pin];
