/** What the IMAP servers other than Dovecot need from the machine; `npm test` as root on Debian installs it. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Requirement } from './requires.ts';
import { unpackedFile } from './unpacked.ts';

const INSTALL = 'Debian 12: run npm test once as root';
const IMAP4D = '/usr/sbin/imap4d';
const outputOf = (command: string, ...args: string[]): string => spawnSync(command, args, { encoding: 'utf8' }).stdout ?? '';

/** The first file that is not there, or a library it lacks. */
function incomplete(...files: string[]): string | null {
  for (const file of files) {
    if (!existsSync(file)) return `${file} is missing; ${INSTALL}`;
    const lacking = /\S+(?= => not found)/u.exec(outputOf('ldd', file));
    if (lacking !== null) return `${file} lacks ${lacking[0]}; ${INSTALL}`;
  }
  return null;
}

function namespaces(): string | null {
  const lacking = incomplete('/usr/bin/bwrap');
  if (lacking !== null) return lacking;
  const asNobody = process.getuid?.() === 0 ? ['setpriv', '--reuid=nobody', '--regid=nogroup', '--clear-groups', '--'] : [];
  const [command = '', ...args] = [...asNobody, 'bwrap', '--unshare-user', '--dev-bind', '/', '/', '--unshare-pid', '--proc', '/proc', 'true'];
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  return status === 0 ? null : `no user namespaces: ${stderr.trim()}`;
}

/** 3.6: later ones have another configuration and other faults. */
export const cyrus: Requirement = {
  missing() {
    const lacking = incomplete('/usr/lib/cyrus/bin/master', '/usr/lib/cyrus/bin/ctl_cyrusdb', '/usr/sbin/saslpasswd2', unpackedFile('cyrus', '/usr/lib/cyrus/bin/imapd'), unpackedFile('cyrus', '/usr/lib/cyrus/bin/idled'));
    if (lacking !== null) return lacking;
    const version = outputOf('dpkg-query', '--show', '--showformat=${Version}', 'cyrus-common');
    return version.startsWith('3.6.') ? null : `Cyrus 3.6 is needed, this is ${version}`;
  },
};

export const courier: Requirement = {
  missing: () => incomplete('/usr/bin/couriertls', '/usr/sbin/couriertcpd', '/usr/sbin/userdbpw', '/usr/lib/courier/courier-authlib/authdaemond',
    '/usr/lib/courier-authlib/libauthuserdb.so', unpackedFile('courier', '/usr/bin/imapd'), unpackedFile('courier', '/usr/lib/courier/courier/imaplogin')) ?? namespaces(),
};

export const mailutils: Requirement = {
  missing() {
    const lacking = incomplete(IMAP4D);
    if (lacking !== null) return lacking;
    const version = /\d+\.\d+/u.exec(outputOf(IMAP4D, '--version'))?.[0] ?? 'unknown';
    return version === '3.15' ? null : `Mailutils 3.15 is needed, this is ${version}`;
  },
};

/** A whole system unpacked by `npm run servers -- --all`. */
export const unpackedSystem = (root: string): Requirement => ({
  missing: () => (existsSync(root) ? namespaces() : `${root} is missing; npm run servers -- --all unpacks it`),
});
