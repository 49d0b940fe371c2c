/** The launchers themselves: a real Dovecot and a submission server that behave as the other suites expect. */
import { existsSync, readdirSync } from 'node:fs';
import { connect as connectPlain } from 'node:net';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';
import { afterEach, expect, test } from 'vitest';
import { createTransport } from 'nodemailer';
import type { CertificateKind } from '../support/certificates.ts';
import { startDovecot, type Dovecot, type DovecotOptions } from '../support/dovecot.ts';
import { groupHasProcess } from '../support/process-group.ts';
import { describeWith, dovecot } from '../support/requires.ts';
import { deliverTo, startSmtpSink } from '../support/smtp-sink.ts';

const cleanup: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of cleanup.splice(0).reverse()) await end();
});

async function server(options?: DovecotOptions): Promise<Dovecot> {
  const started = await startDovecot(options);
  cleanup.push(() => started.stop());
  return started;
}

/** Sends lines and answers everything received once `until` appears. */
function talk(port: number, lines: string, until: string, tls?: ConnectionOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = tls ? connectTls({ port, host: '127.0.0.1', servername: 'localhost', ...tls }) : connectPlain(port, '127.0.0.1');
    let heard = '';
    socket.once(tls ? 'secureConnect' : 'connect', () => socket.write(lines));
    socket.on('data', (bytes: Buffer) => {
      heard += bytes.toString('latin1');
      if (!heard.includes(until)) return;
      socket.destroy();
      resolve(heard);
    });
    socket.once('error', reject);
    socket.once('end', () => reject(new Error(`closed after: ${heard}`)));
  });
}

describeWith(dovecot, 'a throw-away Dovecot', () => {
  test('delivers, answers doveadm, survives a restart and leaves nothing behind', async () => {
    const mail = await server();
    await mail.deliver('alice', 'Subject: one\n\n.dot\n');
    await mail.restart();
    expect(await mail.doveadm(['fetch', '-u', 'alice', 'body', 'mailbox', 'INBOX'])).toContain('\n.dot\n');
    const { pid, directory } = mail;
    await mail.stop();
    expect(groupHasProcess(pid)).toBe(false);
    expect(existsSync(directory)).toBe(false);
  });

  test('logs both users in and refuses a wrong password', async () => {
    const mail = await server();
    for (const { name, password } of mail.users) expect(await talk(mail.ports.imap, `a LOGIN ${name} ${password}\r\n`, '\na ')).toContain('a OK');
    expect(await talk(mail.ports.imap, 'a LOGIN alice wrong\r\n', '\na ')).toContain('a NO [AUTHENTICATIONFAILED]');
  });

  test('has folders for special use, below a prefix where asked', async () => {
    const mail = await server({ separator: '.', prefix: 'INBOX.', format: 'maildir' });
    const heard = await talk(mail.ports.imap, 'a LOGIN alice alice-pw\r\nb LIST "" "*" RETURN (SPECIAL-USE)\r\n', '\nb ');
    expect(heard).toMatch(/\\Sent\) "\." INBOX\.Sent/);
    await mail.deliver('alice', 'Subject: file\n\nx\n');
    expect(readdirSync(`${mail.mailDirectory('alice')}/new`)).toHaveLength(1);
  });

  test.each<[CertificateKind, string]>([['expired', 'CERT_HAS_EXPIRED'], ['wrong-host', 'ERR_TLS_CERT_ALTNAME_INVALID'], ['self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT']])(
    'with a certificate that is %s fails verification with %s', async (certificate, code) => {
      const mail = await server({ certificate });
      await expect(talk(mail.ports.imaps, '', 'OK', { ca: mail.tls.caPem })).rejects.toMatchObject({ code });
    });

  test('with a valid certificate is trusted through its authority', async () => {
    const mail = await server();
    expect(await talk(mail.ports.imaps, '', 'ready', { ca: mail.tls.caPem })).toContain('* OK');
  });

  test('offers no TLS at all when plain', async () => {
    const mail = await server({ plainOnly: true });
    expect(await talk(mail.ports.imap, '', 'ready')).not.toContain('STARTTLS');
    await expect(talk(mail.ports.imaps, '', 'OK', { ca: mail.tls.caPem })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  test('says why it does not start', async () => {
    await expect(startDovecot({ extra: 'no_such_setting = yes' })).rejects.toThrow(/no_such_setting/);
  });
});

describeWith(dovecot, 'a submission server in front of it', () => {
  const send = (port: number, ca: string, password: string, secure = false) =>
    createTransport({ host: '127.0.0.1', port, secure, requireTLS: !secure, tls: { ca, servername: 'localhost' }, auth: { user: 'alice', pass: password } })
      .sendMail({ from: 'alice@example.org', to: 'bob@example.org', subject: 'Hello', text: '.first dot\nsecond' });

  test.each(['starttls', 'tls'] as const)('delivers over %s what it accepts', async (security) => {
    const mail = await server();
    const sink = await startSmtpSink({ certificate: mail.tls, users: mail.users, security, onMessage: deliverTo(mail) });
    cleanup.push(() => sink.stop());
    await send(sink.port, mail.tls.caPem, 'alice-pw', security === 'tls');
    expect(sink.messages).toMatchObject([{ user: 'alice', from: 'alice@example.org', recipients: ['bob@example.org'] }]);
    expect(await mail.doveadm(['fetch', '-u', 'bob', 'body', 'mailbox', 'INBOX'])).toContain('.first dot');
  });

  test('refuses a wrong password and delivers nothing', async () => {
    const mail = await server();
    const sink = await startSmtpSink({ certificate: mail.tls, users: mail.users, onMessage: deliverTo(mail) });
    cleanup.push(() => sink.stop());
    await expect(send(sink.port, mail.tls.caPem, 'wrong')).rejects.toMatchObject({ responseCode: 535 });
    expect(sink.messages).toEqual([]);
  });
});
