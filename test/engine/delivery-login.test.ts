/** A message that the server has taken is noted as gone, also while what is known of the login cannot be kept yet. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Account } from '../../main/accounts/account.ts';
import { deliveryOf } from '../../main/delivery.ts';
import type { Send } from '../../main/outbox/send-record.ts';
import type { Parts } from '../../main/parts.ts';
import { accountId, operationId } from '../../shared/ids.ts';
import { makeCertificates } from '../support/certificates.ts';
import { startSmtpSink } from '../support/smtp-sink.ts';

test('submitting ends with the server\'s word', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'godwit-delivery-'));
  const certificate = await makeCertificates(directory);
  const users = [{ name: 'alice', password: 'secret' }];
  const taken: unknown[] = [];
  const sink = await startSmtpSink({ certificate, users: users as Parameters<typeof startSmtpSink>[0]['users'], onMessage: (message) => void taken.push(message) });
  try {
    const server = { host: 'localhost', port: sink.port, security: 'starttls' as const, user: 'alice' };
    const account: Account = { id: accountId('a'), demo: false, addedAt: 1, email: 'alice@example.org', name: 'Alice', imap: server, smtp: server, plainConfirmed: false };
    const kept = Promise.withResolvers<void>();
    const noted: string[] = [];
    const parts = {
      ports: { secrets: { get: () => Promise.resolve('secret') }, extraCertificates: [certificate.caPem], clock: { now: () => Date.now() }, log() {} },
      accounts: { get: () => account, knownLogins: () => ({}), keepLogin: (_account: unknown, protocol: string) => { noted.push(protocol); return kept.promise; } },
      notices: { add() {} },
    } as unknown as Parts;
    const send = { id: operationId('s'), accountId: account.id, title: 'Send', raw: Buffer.from('Subject: x\r\n\r\nx\r\n').toString('base64'), envelope: { from: account.email, to: ['bob@example.org'] } } as unknown as Send;
    expect(await deliveryOf(() => parts).submit(send, ['bob@example.org'], () => Promise.resolve())).toEqual({ refused: [] });
    expect([taken.length, noted]).toEqual([1, ['smtp']]);
    kept.resolve();
  } finally {
    await sink.stop();
    await rm(directory, { recursive: true, force: true });
  }
});
