/** A real Dovecot that allows an account one connection, or two: the pool learns it from the refusal and everything still works. */
import { afterEach, expect, test } from 'vitest';
import { openSession } from '../../main/imap/open-session.ts';
import { createPool, withSession, type Pool } from '../../main/imap/pool.ts';
import type { Session } from '../../main/imap/session.ts';
import { startDovecot, type Dovecot } from '../support/dovecot.ts';
import { describeWith, dovecot as dovecotRequirement } from '../support/requires.ts';

describeWith(dovecotRequirement, 'Dovecot with a limit', () => {
  let dovecot: Dovecot;
  let pool: Pool;
  let tried = 0;

  afterEach(async () => {
    await pool.close();
    await dovecot.stop();
  });

  test.each([1, 2])('%i allowed: sync, watch, three for the user and a search at the same time', async (most) => {
    dovecot = await startDovecot({ extra: `mail_max_userip_connections = ${most}\n` });
    tried = 0;
    pool = createPool((signal) => {
      tried++;
      return openSession({
        server: { host: 'localhost', port: dovecot.ports.imaps, security: 'tls', user: 'alice' },
        credentials: { kind: 'password', password: 'alice-pw' },
        plainConfirmed: false,
        extraCertificates: [dovecot.tls.caPem],
        deadlineMs: 20_000,
        silenceMs: 20_000,
        clientId: { name: 'Godwit' },
        signal,
      });
    });
    for (let n = 1; n <= 3; n++) await dovecot.deliver('alice', `From: ann@example.org\r\nSubject: Note ${n}\r\n\r\nText\r\n`);
    await dovecot.doveadm(['mailbox', 'create', '-u', 'alice', 'Empty']);

    const sync = await pool.lease('sync');
    const watcher = (await pool.lease('idle')).session;
    await watcher.select('INBOX', { readOnly: true });
    const told = Promise.withResolvers<void>();
    watcher.onNews(({ kind }) => {
      if (kind === 'exists') told.resolve();
    });
    await watcher.idle();
    const found = async (session: Session, name: string): Promise<number> => {
      await session.select(name);
      return (await session.uidSearch({ all: true })).length;
    };
    const errand = (purpose: 'interactive' | 'search', name: string): Promise<number> => withSession(pool, purpose, (session) => found(session, name));
    for (let round = 0; round < 3; round++) {
      expect(await Promise.all([found(sync.session, 'Empty'), errand('interactive', 'INBOX'), errand('interactive', 'Empty'), errand('interactive', 'INBOX'), errand('search', 'INBOX')])).toEqual([0, 3, 0, 3, 3]);
    }
    // What has been refused is not asked for again and again.
    expect(tried).toBeLessThanOrEqual(most + 4);
    await dovecot.deliver('alice', 'From: ann@example.org\r\nSubject: Just now\r\n\r\nText\r\n');
    await told.promise;
    expect(await found(sync.session, 'INBOX')).toBe(4);
  });
});
