/** Every server under test comes up without privileges, takes both users, and leaves nothing behind. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { openSession } from '../../main/imap/open-session.ts';
import { groupHasProcess } from '../support/process-group.ts';
import { describeWith } from '../support/requires.ts';
import { startThrowAway } from '../support/throw-away.ts';
import { kinds } from './launchers/kinds.ts';
import { sessionOptions } from './matrix/ground.ts';
import type { RealServer } from './matrix/probe.ts';

const running: RealServer[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
});

/** Real user ids of the processes of a group. */
function owners(group: number): number[] {
  return readdirSync('/proc').filter((entry) => /^\d+$/u.test(entry)).flatMap((entry) => {
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'latin1');
      if (Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2]) !== group) return [];
      return [statSync(`/proc/${entry}`).uid];
    } catch {
      return []; // It ended meanwhile.
    }
  });
}

for (const kind of Object.values(kinds)) {
  describeWith(kind.requirement, `a throw-away ${kind.name}`, () => {
    test('takes both users over TLS and STARTTLS and is gone after stop, its processes with it', async () => {
      const server = await kind.start();
      running.push(server);
      expect(server.users.length).toBeGreaterThanOrEqual(2);
      for (const { name, password } of server.users) {
        for (const [port, security] of [[server.ports.imaps, 'tls'], [server.ports.imap, 'starttls']] as const) {
          const session = await openSession(sessionOptions(server, { server: { host: 'localhost', port, security, user: name }, credentials: { kind: 'password', password } }));
          await session.logout();
        }
      }
      const open = await openSession(sessionOptions(server));
      const ids = owners(server.pid);
      expect(ids.length).toBeGreaterThan(0);
      expect(ids).not.toContain(0);
      await server.stop();
      expect((await open.closed).code).not.toBe('timeout');
      expect(groupHasProcess(server.pid)).toBe(false);
      expect(existsSync(server.directory)).toBe(false);
      await server.stop();
    });

    test('ends when whoever started it is killed', async () => {
      const starter = spawn(process.execPath, ['--input-type=module', '-e', `
        const { kinds } = await import(${JSON.stringify(new URL('./launchers/kinds.ts', import.meta.url).href)});
        const server = await Object.values(kinds).find(({ name }) => name === ${JSON.stringify(kind.name)}).start();
        console.log(JSON.stringify({ pid: server.pid, directory: server.directory }));
        setInterval(() => undefined, 1000);
      `], { stdio: ['ignore', 'pipe', 'inherit'] });
      let started = '';
      for await (const text of starter.stdout) {
        started = String(text);
        break;
      }
      const { pid, directory } = JSON.parse(started) as { pid: number; directory: string };
      try {
        expect(groupHasProcess(pid)).toBe(true);
        starter.kill('SIGKILL');
        await expect.poll(() => groupHasProcess(pid), { timeout: 20_000 }).toBe(false);
      } finally {
        rmSync(directory, { recursive: true, force: true });
      }
    });

    test('two at once do not meet', async () => {
      const [one, two] = await Promise.all([kind.start(), kind.start()]);
      running.push(one, two);
      expect(one.ports.imaps).not.toBe(two.ports.imaps);
      const session = await openSession(sessionOptions(one));
      await session.append('INBOX', Buffer.from('Subject: here\r\n\r\nx\r\n'), { flags: [] });
      const other = await openSession(sessionOptions(two));
      expect((await other.select('INBOX')).exists).toBe(0);
      await Promise.all([session.logout(), other.logout()]);
    });
  });
}

describe('a server that does not come up', () => {
  const folders = () => readdirSync('/tmp').filter((name) => name.startsWith('gw-broken-'));

  test('says why, and leaves neither process nor folder', async () => {
    let leader = 0;
    const broken = startThrowAway({ name: 'broken', prepare: ({ directory }) => ['/bin/sh', '-c', `echo the reason; echo $$ > ${directory}/leader; sleep 600 & exit 3`] });
    const watch = setInterval(() => {
      for (const folder of folders()) leader = leaderIn(`/tmp/${folder}/leader`) ?? leader;
    }, 5);
    await expect(broken).rejects.toThrow(/the process ended[^]*the reason/u);
    clearInterval(watch);
    expect(leader).toBeGreaterThan(0);
    expect(groupHasProcess(leader)).toBe(false);
    expect(folders()).toEqual([]);
  });

  test('one that cannot be furnished is stopped as well', async () => {
    let leader = 0;
    const script = ({ imap, imaps }: { imap: number; imaps: number }) => `for (const port of [${imap}, ${imaps}]) require('net').createServer((s) => s.end('* OK here\\r\\n')).listen(port, '127.0.0.1')`;
    const useless = startThrowAway({
      name: 'broken',
      prepare: ({ directory, ports }) => ['/bin/sh', '-c', `echo $$ > ${directory}/leader; exec '${process.execPath}' -e "$0"`, script(ports)],
      furnish: ({ directory }) => {
        leader = leaderIn(`${directory}/leader`) ?? 0;
        return Promise.reject(new Error('not this way'));
      },
    });
    await expect(useless).rejects.toThrow(/not this way/u);
    expect(leader).toBeGreaterThan(0);
    expect(groupHasProcess(leader)).toBe(false);
    expect(folders()).toEqual([]);
  });
});

function leaderIn(file: string): number | null {
  try {
    return Number(readFileSync(file, 'utf8')) || null;
  } catch {
    return null; // Not written yet, or gone again.
  }
}
