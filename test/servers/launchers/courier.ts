/** A throw-away Courier-IMAP (5.0 in Debian 12). Its paths are compiled in, so it runs in a mount namespace that shows them in the server's folder. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startThrowAway, type Place } from '../../support/throw-away.ts';
import { unpackedFile } from '../../support/unpacked.ts';
import type { RealServer } from '../matrix/probe.ts';
import { courierEnvironment } from './courier-environment.ts';
import { USERS } from './users.ts';

const LOGIN = unpackedFile('courier', '/usr/lib/courier/courier/imaplogin');
const IMAPD = unpackedFile('courier', '/usr/bin/imapd');
const FOLDERS = ['Sent', 'Drafts', 'Trash', 'Junk'];

export async function startCourier(): Promise<RealServer> {
  const server = await startThrowAway({ name: 'courier', env: courierEnvironment, prepare });
  return {
    name: 'Courier 5.0', host: '127.0.0.1', ports: server.ports, authority: server.tls.caPem, users: USERS, prefix: 'INBOX.', separator: '.',
    // DELETE waits two seconds, so that no mailbox made later gets the same UIDVALIDITY.
    discard: (wireName) => rmSync(join(server.directory, 'home', USERS[0].name, 'Maildir', wireName.replace(/^INBOX/u, '')), { recursive: true, force: true }),
    pid: server.pid, directory: server.directory, logs: () => server.logs(), stop: () => server.stop(),
  };
}

function prepare({ directory, ports, tls, as }: Place): string[] {
  const at = (...names: string[]) => join(directory, ...names);
  const idOf = (flag: string) => execFileSync('id', [flag, 'courier'], { encoding: 'utf8' }).trim();
  // couriertls insists on becoming the user `courier`: inside the namespace we are it.
  const [uid, gid] = [idOf('-u'), idOf('-g')];
  for (const name of ['run/authdaemon', 'etc/shared']) mkdirSync(at(name), { recursive: true });
  writeFileSync(at('etc/authdaemonrc'), 'authmodulelist="authuserdb"\nauthmodulelistorig="authuserdb"\ndaemons=2\nauthdaemonvar=/run/courier/authdaemon\nDEBUG_LOGIN=0\nDEFAULTOPTIONS=""\nLOGGEROPTS=""\n');
  writeFileSync(at('etc/userdb'), USERS.map(({ name, password }) => `${name}\t${account(directory, name, password, uid, gid)}\n`).join(''), { mode: 0o600 });
  writeFileSync(at('etc/shared/index'), USERS.map(({ name }) => `${name}\t${uid}\t${gid}\t${at('home', name)}\tMaildir\n`).join(''));
  writeFileSync(at('etc/cert.pem'), readFileSync(tls.key, 'utf8') + readFileSync(tls.cert, 'utf8'));
  chmodSync(at('etc/cert.pem'), 0o600);
  for (const { name } of USERS) maildir(at('home', name));
  writeFileSync(at('start.sh'), script(ports));
  return [
    ...as.prefix, 'bwrap', '--die-with-parent', '--unshare-user', '--uid', uid, '--gid', gid, '--dev-bind', '/', '/',
    '--bind', at('etc'), '/etc/courier', '--bind', at('run'), '/run/courier', '--unshare-pid', '--as-pid-1', '--proc', '/proc', '/bin/sh', at('start.sh'),
  ];
}

function account(directory: string, name: string, password: string, uid: string, gid: string): string {
  const hmac = (kind: string) => execFileSync('userdbpw', [`-hmac-${kind}`], { input: `${password}\n`, encoding: 'utf8' }).trim();
  const home = join(directory, 'home', name);
  const fields = {
    uid, gid, home, mail: join(home, 'Maildir'), quota: '100000000S', options: 'sharedgroup=',
    imappw: execFileSync('openssl', ['passwd', '-5', '-stdin'], { input: password, encoding: 'utf8' }).trim(),
    'hmac-md5pw': hmac('md5'), 'hmac-sha1pw': hmac('sha1'), 'hmac-sha256pw': hmac('sha256'),
  };
  return Object.entries(fields).map(([field, value]) => `${field}=${value}`).join('|');
}

function maildir(home: string): void {
  for (const folder of ['', ...FOLDERS.map((name) => `.${name}`)]) {
    for (const part of ['cur', 'new', 'tmp']) mkdirSync(join(home, 'Maildir', folder, part), { recursive: true });
    if (folder !== '') writeFileSync(join(home, 'Maildir', folder, 'maildirfolder'), '');
  }
  writeFileSync(join(home, 'Maildir/maildirsize'), '100000000S\n');
  writeFileSync(join(home, 'Maildir/courierimapsubscribed'), ['INBOX', ...FOLDERS.map((name) => `INBOX.${name}`)].map((name) => `${name}\n`).join(''));
}

/** The greeting must not come before the login daemon can answer. The first process of a namespace is spared by signals it does not ask for. */
const script = (ports: Place['ports']): string => `#!/bin/sh
set -e
trap 'exit 0' TERM
makeuserdb
/usr/lib/courier/courier-authlib/authdaemond &
while [ ! -S /run/courier/authdaemon/socket ]; do sleep 0.02; done
listen='couriertcpd -address=127.0.0.1 -maxprocs=100 -maxperip=100 -nodnslookup -noidentlookup'
IMAP_TLS=1 IMAP_STARTTLS=NO $listen ${ports.imaps} /usr/bin/couriertls -server -tcpd -user=courier ${LOGIN} ${IMAPD} Maildir &
$listen ${ports.imap} ${LOGIN} ${IMAPD} Maildir &
wait
`;
