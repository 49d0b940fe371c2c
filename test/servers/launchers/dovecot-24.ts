/** A throw-away Dovecot 2.4, unpacked with everything below it, every extension switched on. Its configuration language is not that of 2.3. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startThrowAway, type Place } from '../../support/throw-away.ts';
import type { RealServer } from '../matrix/probe.ts';
import { insideRoot } from './own-root.ts';
import { USERS } from './users.ts';

export async function startNewDovecot(root: string): Promise<RealServer> {
  const server = await startThrowAway({ name: 'dovecot24', prepare: (place) => prepare(place, root) });
  return {
    name: 'Dovecot 2.4', host: '127.0.0.1', ports: server.ports, authority: server.tls.caPem, users: USERS, prefix: '', separator: '/',
    pid: server.pid, directory: server.directory, logs: () => server.logs(), stop: () => server.stop(),
  };
}

function prepare(place: Place, root: string): string[] {
  const { directory, as } = place;
  for (const name of ['run', 'state', 'mail']) mkdirSync(join(directory, name), { recursive: true });
  const accounts = USERS.map(({ name, password }) => `${name}:{PLAIN.b64}${Buffer.from(password).toString('base64')}:${as.uid}:${as.gid}::${directory}/mail/${name}::\n`);
  writeFileSync(join(directory, 'users'), accounts.join(''), { mode: 0o600 });
  writeFileSync(join(directory, 'dovecot.conf'), config(place));
  return [...as.prefix, ...insideRoot(root, place), '/usr/sbin/dovecot', '-F', '-c', join(directory, 'dovecot.conf')];
}

const unprivileged = ['imap-urlauth-login', 'stats', 'dns-client'].map((name) => `service ${name} {\n  chroot =\n}\n`).join('');
const special = ['Drafts', 'Sent', 'Junk', 'Trash', 'Archive'].map((name) => `  mailbox ${name} {\n    special_use = \\${name}\n    auto = subscribe\n  }\n`).join('');

const config = ({ directory, ports, tls, as }: Place): string => `# generated for one test run
dovecot_config_version = 2.4.0
dovecot_storage_version = 2.4.0
base_dir = ${directory}/run
state_dir = ${directory}/state
log_path = /dev/stderr
listen = 127.0.0.1
protocols = imap
default_internal_user = service
default_internal_group = service
default_login_user = service
mail_uid = ${as.uid}
mail_gid = ${as.gid}
first_valid_uid = 1
first_valid_gid = 1
hostname = mail.example.org
ssl = yes
ssl_server_cert_file = ${tls.cert}
ssl_server_key_file = ${tls.key}
auth_allow_cleartext = yes
auth_mechanisms = plain login cram-md5 digest-md5 scram-sha-1 scram-sha-256 scram-sha-1-plus scram-sha-256-plus anonymous
auth_anonymous_username = bob
auth_username_format = %{user | username | lower}
auth_failure_delay = 0
mail_driver = sdbox
mail_path = ~/mail
mailbox_list_index = yes
mail_max_userip_connections = 200
imap_metadata = yes
imap_urlauth_host = localhost
imap_urlauth_port = ${ports.imap}
mail_attribute {
  dict file {
    path = %{home}/dovecot-attributes
  }
}
mail_plugins {
  acl = yes
  quota = yes
  notify = yes
  mail_compress = yes
}
protocol imap {
  mail_plugins {
    imap_acl = yes
    imap_quota = yes
  }
}
mail_compress_write_method = gz
acl_driver = vfile
acl_sharing_map {
  dict file {
    path = ${directory}/shared-mailboxes
  }
}
quota "User quota" {
  driver = count
  storage_size = 100M
}
namespace inbox {
  inbox = yes
  separator = /
${special}}
namespace shared {
  type = shared
  separator = /
  prefix = Shared/$user/
  mail_path = ${directory}/mail/%{owner_user}/mail
  mail_index_private_path = ~/shared/%{owner_user}
  subscriptions = no
  list = children
}
passdb passwd-file {
  default_password_scheme = PLAIN
  passwd_file_path = ${directory}/users
}
userdb passwd-file {
  passwd_file_path = ${directory}/users
}
service imap-login {
  chroot =
  process_min_avail = 1
  restart_request_count = unlimited
  inet_listener imap {
    port = ${ports.imap}
  }
  inet_listener imaps {
    port = ${ports.imaps}
    ssl = yes
  }
}
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
${unprivileged}service auth {
  unix_listener auth-client {
    mode = 0666
  }
}
service auth-worker {
  user = service
}
`;
