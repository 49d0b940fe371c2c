/** apt-get without questions, with its words in a log. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

export interface Apt {
  /** Its output goes to the log. Answers whether it succeeded. */
  get(args: readonly string[], cwd?: string): boolean;
  /** The end of the log. */
  tail(): string;
}

export function apt(log: string): Apt {
  const options = ['-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3', '-o', 'Dpkg::Use-Pty=0'];
  return {
    get(args, cwd = '/') {
      const { status, stdout, stderr, error } = spawnSync('apt-get', [...options, ...args], {
        cwd,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
        maxBuffer: 64 * 1024 * 1024,
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', NEEDRESTART_MODE: 'a', LC_ALL: 'C.UTF-8' },
      });
      writeFileSync(log, `$ apt-get ${args.join(' ')}\n${stdout}${stderr}${error ? String(error) : ''}\n`, { flag: 'a' });
      return status === 0;
    },
    tail: () => (existsSync(log) ? readFileSync(log, 'utf8').split('\n').slice(-25).join('\n') : ''),
  };
}

export function isDebian(): boolean {
  if (!existsSync('/usr/bin/apt-get') || !existsSync('/etc/os-release')) return false;
  return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'));
}
