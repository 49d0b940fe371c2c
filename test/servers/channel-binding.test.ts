/** Channel bindings that no server takes on TLS 1.3: over TLS 1.2, Cyrus verifies tls-unique; and it notices when -PLUS is cut out of its list. */
import tls from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Connection } from '../../main/imap/connection.ts';
import { openSession } from '../../main/imap/open-session.ts';
import { capabilities } from '../../main/imap/capabilities.ts';
import { logIn } from '../../main/imap/log-in.ts';
import { connect } from '../../main/net/connect.ts';
import { cyrus } from '../support/requires-servers.ts';
import { describeWith } from '../support/requires.ts';
import { startCyrus } from './launchers/cyrus.ts';
import { sessionOptions } from './matrix/ground.ts';
import type { RealServer } from './matrix/probe.ts';

describeWith(cyrus, 'channel binding with Cyrus', () => {
  let server: RealServer;
  beforeAll(async () => {
    server = await startCyrus();
  });
  afterAll(() => server.stop());

  test.each(['SCRAM-SHA-1-PLUS', 'SCRAM-SHA-256-PLUS'])('%s over TLS 1.2, by tls-unique', async (mechanism) => {
    const newest = tls.DEFAULT_MAX_VERSION;
    tls.DEFAULT_MAX_VERSION = 'TLSv1.2';
    try {
      const session = await openSession(sessionOptions(server, { knownLogin: { mechanism, unusable: [] }, mask: mechanism === 'SCRAM-SHA-1-PLUS' ? ['AUTH=SCRAM-SHA-256-PLUS'] : [] }));
      expect(session.login?.mechanism).toBe(mechanism);
      await session.logout();
    } finally {
      tls.DEFAULT_MAX_VERSION = newest;
    }
  });

  test('-PLUS cut out of the list on the way: the server says no', async () => {
    const options = sessionOptions(server);
    const socket = await connect({ host: 'localhost', port: server.ports.imaps, tls: true, extraCertificates: [server.authority], deadlineMs: 10_000 });
    const connection = new Connection(socket, capabilities([]), { silenceMs: 10_000, onUntagged: () => undefined, onStatus: () => undefined });
    try {
      await connection.greeting();
      connection.capabilities = capabilities(['IMAP4rev1', 'SASL-IR', 'AUTH=SCRAM-SHA-256', 'LOGINDISABLED']);
      await expect(logIn(connection, options, () => undefined)).rejects.toMatchObject({ failure: { step: 'imap-login' } });
    } finally {
      connection.destroy({ code: 'cancelled', message: 'The test has ended.' });
    }
  });
});
