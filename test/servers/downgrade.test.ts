/** A server that offers less than before: the account stops and says so, across a restart, until the user enters the password anew. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDovecot, type Dovecot } from '../support/dovecot.ts';
import { createDisk, removeDisk, startHarness, type Disk, type Harness } from '../support/engine-harness.ts';
import { describeWith, dovecot as requirement } from '../support/requires.ts';
import { startSmtpScript, type RunningScript } from '../support/smtp-script.ts';

describeWith(requirement, 'a way to log in that is taken away', () => {
  let dovecot: Dovecot;
  let smtp: RunningScript;
  let disk: Disk;
  let harness: Harness;
  const start = async () => {
    harness = await startHarness(disk, { extraCertificates: [dovecot.tls.caPem] });
  };

  beforeAll(async () => {
    dovecot = await startDovecot({ extra: 'auth_mechanisms = plain scram-sha-256' });
    smtp = await startSmtpScript({ tls: true, certificate: dovecot.tls });
    disk = await createDisk();
    await start();
  });
  afterAll(async () => {
    await harness.stop();
    await smtp.stop();
    await dovecot.stop();
    await removeDisk(disk);
  });

  const logIns = (): string[] => [...dovecot.logs().matchAll(/Login: user=<alice>, method=([\w-]+)/gu)].map((match) => match[1] ?? '');
  const phase = (wanted: string) => harness.waitFor('accounts.list', {}, ({ accounts }) => accounts[0]?.phase === wanted);

  test('nothing is sent to it until the user says so', async () => {
    const added = await harness.client.call('accounts.add', {
      settings: {
        email: 'alice@example.org', name: 'Alice', plainConfirmed: false,
        imap: { host: 'localhost', port: dovecot.ports.imaps, security: 'tls', user: 'alice' },
        smtp: { host: 'localhost', port: smtp.port, security: 'tls', user: 'alice' },
      },
      password: 'alice-pw',
    });
    if (!added.ok) throw new Error(JSON.stringify(added.failure));
    await phase('ready');
    await harness.stop();
    expect(new Set(logIns())).toEqual(new Set(['SCRAM-SHA-256']));

    const file = join(dovecot.directory, 'dovecot.conf');
    writeFileSync(file, readFileSync(file, 'utf8').replace('auth_mechanisms = plain scram-sha-256', 'auth_mechanisms = plain'));
    await dovecot.restart();
    const before = logIns().length;
    await start();
    const { accounts } = await phase('needs-you');
    expect(accounts[0]?.failure).toMatchObject({ code: 'no-mechanism', step: 'imap-login', message: expect.stringContaining('weaker') as string, detail: 'before SCRAM-SHA-256, now PLAIN' });
    expect(logIns()).toHaveLength(before);

    const { accountId } = added.value;
    expect(await harness.client.call('accounts.updatePassword', { accountId, password: 'alice-pw' })).toMatchObject({ ok: true });
    await phase('ready');
    expect(logIns().at(-1)).toBe('PLAIN');
    const journal = readFileSync(join(disk.profile, 'accounts.journal'), 'latin1');
    expect(journal).not.toContain('alice-pw');
  });
});
