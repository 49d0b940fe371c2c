/** The throw-away Dovecot 2.3 of the other suites, with every extension it has switched on. */
import { join } from 'node:path';
import { startDovecot } from '../../support/dovecot.ts';
import type { RealServer } from '../matrix/probe.ts';
import { USERS } from './users.ts';

export async function startFullDovecot(): Promise<RealServer> {
  const server = await startDovecot({ users: USERS, extra });
  return {
    name: 'Dovecot 2.3', host: '127.0.0.1', ports: server.ports, authority: server.tls.caPem, users: USERS, prefix: '', separator: '/',
    pid: server.pid, directory: server.directory, logs: () => server.logs(), stop: () => server.stop(),
  };
}

/** Mechanisms that need more than a password file come with their own suites. */
const extra = (directory: string, ports: { imap: number }): string => `
auth_mechanisms = plain login cram-md5 digest-md5 scram-sha-1 scram-sha-256 anonymous
auth_anonymous_username = bob
mail_attribute_dict = file:%h/dovecot-attributes
mail_plugins = acl quota zlib notify
imap_urlauth_host = localhost
imap_urlauth_port = ${ports.imap}
namespace shared {
  type = shared
  separator = /
  prefix = Shared/%%u/
  location = sdbox:${join(directory, 'mail')}/%%u/mail:INDEXPVT=~/shared/%%u
  subscriptions = no
  list = children
}
plugin {
  acl = vfile
  acl_shared_dict = file:${join(directory, 'shared-mailboxes')}
  quota = count:User quota
  quota_vsizes = yes
  quota_rule = *:storage=100M
  zlib_save = gz
}
protocol imap {
  mail_plugins = $mail_plugins imap_acl imap_quota imap_zlib
  imap_metadata = yes
}
service imap-urlauth-login {
  chroot =
  unix_listener imap-urlauth {
    mode = 0600
  }
}
`;
