/** A throw-away Cyrus IMAP: 3.6 from Debian 12, or another release unpacked with everything below it. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { imapLines } from '../../support/imap-lines.ts';
import { startThrowAway, type Place } from '../../support/throw-away.ts';
import { unpackedFile } from '../../support/unpacked.ts';
import type { RealServer } from '../matrix/probe.ts';
import { cyrusConfig, cyrusServices } from './cyrus-config.ts';
import { insideRoot } from './own-root.ts';
import { ADMINISTRATOR, USERS } from './users.ts';

const PROGRAMS = '/usr/lib/cyrus/bin';
/** cyrus-common is installed; what conflicts with Dovecot is unpacked. */
const UNPACKED: ReadonlySet<string> = new Set(['imapd', 'idled']);

export interface CyrusOptions {
  /** As in the table; default `Cyrus 3.6`. */
  name?: string;
  /** Folder that becomes its `/`; default: this machine's own. */
  root?: string;
}

export async function startCyrus({ name = 'Cyrus 3.6', root }: CyrusOptions = {}): Promise<RealServer> {
  const server = await startThrowAway({
    name: 'cyrus',
    env: { CYRUS_VERBOSE: '1' },
    prepare: (place) => prepare(place, root),
    furnish: async ({ ports }) => {
      await imapLines(ports.imap, [
        `LOGIN ${ADMINISTRATOR.name} ${ADMINISTRATOR.password}`,
        'CREATE team', 'SETACL team anyone lrswipkxtecdn', 'LOGOUT',
      ]);
      // The first login makes the INBOX and the folders of special use.
      for (const user of USERS) await imapLines(ports.imap, [`LOGIN ${user.name} ${user.password}`, 'LOGOUT']);
    },
  });
  return {
    name, host: '127.0.0.1', ports: server.ports, authority: server.tls.caPem, users: USERS, prefix: '', separator: '/',
    pid: server.pid, directory: server.directory, logs: () => server.logs(), stop: () => server.stop(),
  };
}

function prepare(place: Place, root: string | undefined): string[] {
  const { directory, ports, tls, as } = place;
  const at = (name: string) => join(directory, name);
  for (const name of ['conf', 'conf/proc', 'conf/socket', 'conf/db', 'conf/log', 'spool', 'sieve']) mkdirSync(at(name), { recursive: true });
  const program = (name: string) => (root === undefined && UNPACKED.has(name) ? unpackedFile('cyrus', `${PROGRAMS}/${name}`) : `${PROGRAMS}/${name}`);
  const inside = root === undefined ? [] : insideRoot(root, place);
  const service = root === undefined ? as : { user: 'service', group: 'service' };
  const config = { directory, tls, ports, program, ...service, administrator: ADMINISTRATOR.name, newer: root !== undefined };
  writeFileSync(at('imapd.conf'), cyrusConfig(config));
  writeFileSync(at('cyrus.conf'), cyrusServices(config));
  for (const { name, password } of [...USERS, ADMINISTRATOR]) savePassword(inside, at('sasldb2'), name, password);
  return [...as.prefix, ...inside, program('master'), '-C', at('imapd.conf'), '-M', at('cyrus.conf'), '-p', at('master.pid'), '-D'];
}

function savePassword(inside: readonly string[], file: string, name: string, password: string): void {
  const [command = '', ...args] = [...inside, '/usr/sbin/saslpasswd2', '-p', '-c', '-f', file, '-u', 'localhost', name];
  const { status, stderr } = spawnSync(command, args, { input: password, encoding: 'utf8' });
  if (status !== 0) throw new Error(`saslpasswd2: ${stderr}`);
}
