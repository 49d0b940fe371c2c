/** Configuration of a throw-away Cyrus that runs without privileges. */

export interface CyrusConfig {
  directory: string;
  user: string;
  group: string;
  administrator: string;
  ports: { imap: number; imaps: number };
  tls: { ca: string; cert: string; key: string };
  /** Later than 3.6: STARTTLS is off there unless asked for. */
  newer: boolean;
  /** Path of one of its programs. */
  program(name: string): string;
}

const SPECIAL = ['Drafts', 'Sent', 'Trash', 'Junk', 'Archive'];

export const cyrusConfig = (c: CyrusConfig): string => `# generated for one test run
configdirectory: ${c.directory}/conf
defaultpartition: default
partition-default: ${c.directory}/spool
cyrus_user: ${c.user}
cyrus_group: ${c.group}
servername: localhost
serverinfo: on
admins: ${c.administrator}
unixhierarchysep: yes
altnamespace: yes
userprefix: Other Users
sharedprefix: Shared Folders
allowplaintext: yes
allowanonymouslogin: yes
failedloginpause: 0
${c.newer ? 'allowstarttls: on\n' : ''}sasl_pwcheck_method: auxprop
sasl_auxprop_plugin: sasldb
sasl_sasldb_path: ${c.directory}/sasldb2
sasl_mech_list: PLAIN LOGIN CRAM-MD5 DIGEST-MD5 SCRAM-SHA-1 SCRAM-SHA-256 NTLM ANONYMOUS
tls_server_cert: ${c.tls.cert}
tls_server_key: ${c.tls.key}
tls_client_ca_file: ${c.tls.ca}
tls_versions: tls1_2 tls1_3
lmtpsocket: ${c.directory}/conf/socket/lmtp
idlesocket: ${c.directory}/conf/socket/idle
notifysocket: ${c.directory}/conf/socket/notify
proc_path: ${c.directory}/conf/proc
mboxname_lockpath: ${c.directory}/conf/lock
duplicate_db_path: ${c.directory}/conf/deliver.db
statuscache_db_path: ${c.directory}/conf/statuscache.db
imapidlepoll: 1
sieveusehomedir: false
sievedir: ${c.directory}/sieve
autocreate_post: yes
autocreate_quota: 102400
autocreate_inbox_folders: ${SPECIAL.join('|')}
autocreate_subscribe_folders: ${SPECIAL.join('|')}
${SPECIAL.map((name) => `xlist-${name.toLowerCase()}: ${name}`).join('\n')}
specialusealways: yes
anyoneuseracl: yes
allowallsubscribe: yes
annotation_allow_undefined: yes
annotation_enable_per_message: yes
expunge_mode: delayed
delete_mode: immediate
conversations: yes
conversations_db: twoskip
search_engine: none
defaultdomain: localhost
sendmail: /bin/true
`;

export const cyrusServices = (c: CyrusConfig): string => {
  const run = (name: string, more = '') => `cmd="${c.program(name)} -C ${c.directory}/imapd.conf${more}"`;
  return `START {
  recover ${run('ctl_cyrusdb', ' -r')}
}
SERVICES {
  imap  ${run('imapd', ' -U 30')} listen="127.0.0.1:${c.ports.imap}" prefork=1
  imaps ${run('imapd', ' -s -U 30')} listen="127.0.0.1:${c.ports.imaps}" prefork=1
}
DAEMON {
  idled ${run('idled')}
}
EVENTS {
}
`;
};
