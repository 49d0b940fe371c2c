/** A Dovecot with every way to log in that it has: tokens it checks itself, client certificates, NTLM through a helper, a master user, and a user of whom only a hash is kept. */
import { execFile } from 'node:child_process';
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ClientCertificate } from '../../main/net/tls-line.ts';
import { startDovecot, USERS, type Dovecot } from './dovecot.ts';
import { freePorts } from './free-ports.ts';
import { serveNtlm } from './ntlm-server.ts';

const run = promisify(execFile);

/** May open everybody's mail. */
export const MASTER = { name: 'warden', password: 'warden-pw' } as const;
/** Kept as a hash that no proof can be checked with. */
export const HASHED = { name: 'carol', password: 'carol pä"ss\\' } as const;

export interface DovecotLogins {
  dovecot: Dovecot;
  /** Port of its submission service, STARTTLS, if there is one. */
  submission: number;
  /** A JWT for this user, valid for so many seconds from now. */
  token(user: string, seconds?: number): string;
  /** Vouched for by the server's authority, in the name of this user. */
  clientCertificate(user: string): Promise<ClientCertificate>;
}

/** `relay`: with a submission service, which hands messages on to this port. */
export async function startDovecotLogins(relay: number | null = null): Promise<DovecotLogins> {
  const secret = randomBytes(32);
  const [submission = 0] = await freePorts(1);
  const ntlm = await serveNtlm(USERS);
  const dovecot = await startDovecot({ users: [...USERS, HASHED], extra: (directory) => prepare(directory, secret, ntlm) + (relay === null ? '' : submissionService(submission, relay)) });
  return { dovecot, submission, token: (user, seconds = 3600) => mint(secret, user, seconds), clientCertificate: (user) => certificateFor(join(dovecot.directory, 'tls'), user) };
}

function prepare(directory: string, secret: Buffer, ntlm: number): string {
  const write = (name: string, text: string, mode = 0o600): void => writeFileSync(join(directory, name), text, { mode });
  mkdirSync(join(directory, 'keys/default/HS256'), { recursive: true });
  write('keys/default/HS256/default', secret.toString('base64'));
  write('oauth2.conf', `introspection_mode = local\nlocal_validation_key_dict = fs:posix:prefix=${directory}/keys/\nusername_attribute = sub\nscope = mail\n`);
  write('masters', `${MASTER.name}:{PLAIN}${MASTER.password}\n`);
  const users = readFileSync(join(directory, 'users'), 'utf8');
  write('users', users.replace(/^(carol:)[^:]*/mu, `$1{SHA256.b64}${createHash('sha256').update(HASHED.password).digest('base64')}`));
  // The unprivileged server may not be able to read this clone: its helper only passes on what is said.
  write('ntlm-helper', `#!/bin/bash\nexec 3<>/dev/tcp/127.0.0.1/${ntlm}\ncat <&3 &\nexec cat >&3\n`);
  chmodSync(join(directory, 'ntlm-helper'), 0o755);
  return `
auth_mechanisms = plain login cram-md5 digest-md5 scram-sha-1 scram-sha-256 ntlm external xoauth2 oauthbearer
auth_use_winbind = yes
auth_winbind_helper_path = ${directory}/ntlm-helper
ssl_ca = <${directory}/tls/ca.crt
ssl_verify_client_cert = yes
ssl_require_crl = no
auth_ssl_username_from_cert = yes
ssl_cert_username_field = commonName
passdb {
  driver = passwd-file
  args = ${directory}/masters
  master = yes
}
passdb {
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = ${directory}/oauth2.conf
}
passdb {
  driver = static
  mechanisms = external
  args = nopassword=y
}
`;
}

const submissionService = (port: number, relay: number): string => `
protocols = imap lmtp submission
submission_relay_host = 127.0.0.1
submission_relay_port = ${relay}
submission_relay_trusted = yes
submission_relay_ssl = no
service submission-login {
  chroot =
  inet_listener submission {
    port = ${port}
  }
}
`;

function mint(secret: Buffer, sub: string, seconds: number): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub, scope: 'mail', iat: now, nbf: now - 5, exp: now + seconds })}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

async function certificateFor(directory: string, user: string): Promise<ClientCertificate> {
  const openssl = (...args: string[]) => run('openssl', args, { cwd: directory });
  await openssl('req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-subj', `/CN=${user}`, '-keyout', `${user}.key`, '-out', `${user}.csr`);
  writeFileSync(join(directory, 'client.ext'), 'extendedKeyUsage=clientAuth\nbasicConstraints=CA:FALSE\n');
  await openssl('x509', '-req', '-in', `${user}.csr`, '-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '30', '-extfile', 'client.ext', '-out', `${user}.crt`);
  const read = (name: string): string => readFileSync(join(directory, name), 'utf8');
  return { cert: read(`${user}.crt`), key: read(`${user}.key`) };
}
