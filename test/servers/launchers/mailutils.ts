/** A throw-away GNU Mailutils imap4d (3.15 in Debian 12): users of a domain of its own, mail in Maildirs. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startThrowAway, type Place } from '../../support/throw-away.ts';
import type { RealServer } from '../matrix/probe.ts';
import { USERS } from './users.ts';

const IMAP4D = '/usr/sbin/imap4d';
/** Its users are looked up by the part behind the @. */
const DOMAIN = 'example.org';

export async function startMailutils(): Promise<RealServer> {
  const server = await startThrowAway({ name: 'mailutils', prepare });
  return {
    name: 'Mailutils 3.15', host: '127.0.0.1', ports: server.ports, authority: server.tls.caPem, prefix: '', separator: '/',
    users: USERS.map(({ name, password }) => ({ name: `${name}@${DOMAIN}`, password })),
    pid: server.pid, directory: server.directory, logs: () => server.logs(), stop: () => server.stop(),
  };
}

function prepare({ directory, ports, tls, as }: Place): string[] {
  const at = (...names: string[]) => join(directory, ...names);
  for (const name of ['domains', 'shared']) mkdirSync(at(name), { recursive: true });
  const accounts = USERS.map(({ name, password }) => {
    // An APPEND before the first SELECT needs the INBOX to be there.
    for (const part of ['cur', 'new', 'tmp']) mkdirSync(at('home', name, 'INBOX', part), { recursive: true });
    const hash = execFileSync('openssl', ['passwd', '-5', '-stdin'], { input: password, encoding: 'utf8' }).trim();
    return `${name}:${hash}:${as.uid}:${as.gid}:${name}:${at('home', name)}:${at('home', name, 'INBOX')}\n`;
  });
  writeFileSync(at('domains', DOMAIN), accounts.join(''), { mode: 0o600 });
  writeFileSync(at('secrets'), USERS.map(({ name, password }) => `${name}@${DOMAIN}\t${password}\n`).join(''), { mode: 0o600 });
  writeFileSync(at('imap4d.conf'), `# generated for one test run
mode daemon;
foreground yes;
pidfile ${at('pid')};
max-children 100;
logging { syslog no; };
tcp-wrappers { enable no; };
auth { authorization "virtdomain"; authentication "generic"; };
virtdomain { passwd-dir ${at('domains')}; };
gsasl { enable yes; cram-passwd ${at('secrets')}; service imap; realm ${DOMAIN}; hostname localhost; };
mailbox { mailbox-type maildir; folder Mail; };
tls { ssl-certificate-file ${tls.cert}; ssl-key-file ${tls.key}; ssl-ca-file ${tls.ca}; };
tls-file-checks { key-file (none); cert-file (none); ca-file (none); };
id-fields (name, version, vendor);
namespace shared { prefix "#shared/" { directory ${at('shared')}; delimiter "/"; mailbox-type maildir; }; };
server 127.0.0.1:${ports.imap} { tls-mode ondemand; };
server 127.0.0.1:${ports.imaps} { tls-mode connection; };
`);
  return [...as.prefix, IMAP4D, '--no-site-config', `--config-file=${at('imap4d.conf')}`, '--foreground', '--daemon'];
}
