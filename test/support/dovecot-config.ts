/** Configuration of a throw-away Dovecot 2.3 that runs without privileges. */

export interface DovecotConfig {
  directory: string;
  user: string;
  group: string;
  uid: number;
  gid: number;
  ports: { imap: number; imaps: number; lmtp: number };
  listen: string;
  /** Null: no TLS at all. */
  certificate: { cert: string; key: string } | null;
  format: 'maildir' | 'sdbox';
  separator: string;
  prefix: string;
  extra: string;
}

const folder = (name: string) => `  mailbox ${name} {\n    special_use = \\${name}\n    auto = subscribe\n  }\n`;
/** Services whose sockets and chroots would need root. */
const unprivileged = ['stats', 'ipc', 'dns-client'].map((name) => `service ${name} {\n  chroot =\n}\n`).join('');

export const dovecotConfig = (c: DovecotConfig): string => `# generated for one test run
base_dir = ${c.directory}/run
state_dir = ${c.directory}/state
instance_name = ${c.directory.replace(/^.*\//, '')}
log_path = ${c.directory}/dovecot.log
listen = ${c.listen}
protocols = imap lmtp
default_internal_user = ${c.user}
default_internal_group = ${c.group}
default_login_user = ${c.user}
mail_uid = ${c.uid}
mail_gid = ${c.gid}
first_valid_uid = ${c.uid}
last_valid_uid = ${c.uid}
first_valid_gid = ${c.gid}
default_vsz_limit = 1G
hostname = mail.example.org
login_greeting = Dovecot ready.
${c.certificate ? `ssl = yes
ssl_cert = <${c.certificate.cert}
ssl_key = <${c.certificate.key}
ssl_min_protocol = TLSv1.2
` : 'ssl = no\n'}
# Loopback counts as protected for Dovecot; whether a client sends a password here is the client's decision.
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_username_format = %Ln
auth_failure_delay = 0
auth_verbose = yes
mail_location = ${c.format}:~/mail
mailbox_list_index = yes
mail_max_userip_connections = 200
recipient_delimiter = +
lda_mailbox_autocreate = yes

namespace inbox {
  inbox = yes
  separator = ${c.separator}
  prefix = ${c.prefix}
${['Drafts', 'Sent', 'Junk', 'Trash', 'Archive'].map(folder).join('')}}

passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=%n ${c.directory}/users
}
userdb {
  driver = passwd-file
  args = username_format=%n ${c.directory}/users
  override_fields = uid=${c.uid} gid=${c.gid}
}
protocol lmtp {
  postmaster_address = postmaster@example.org
}

service imap-login {
  chroot =
  process_min_avail = 1
  service_count = 0
  inet_listener imap {
    port = ${c.ports.imap}
  }
  inet_listener imaps {
    port = ${c.certificate ? c.ports.imaps : 0}
    ssl = yes
  }
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = ${c.ports.lmtp}
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
  user = ${c.user}
}
service dict {
  unix_listener dict {
    mode = 0600
  }
}
${c.extra}
`;
