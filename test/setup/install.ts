/** Installs what the suites need, as root on Debian or Ubuntu; anywhere else it changes nothing and the suites say what they lack. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file that shows the packages are there, and the packages. Installed group by group, so that one name unknown to a release does not stop the rest. */
const groups: { probe: readonly string[]; packages: readonly string[] }[] = [
  { probe: ['/usr/sbin/dovecot', '/usr/lib/dovecot/imap', '/usr/lib/dovecot/lmtp'], packages: ['dovecot-imapd', 'dovecot-lmtpd'] },
  { probe: ['/usr/bin/openssl'], packages: ['openssl'] },
  { probe: ['/usr/bin/chromium'], packages: ['chromium'] },
  {
    probe: ['/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf', '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc', '/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf'],
    packages: ['fonts-noto-core', 'fonts-noto-cjk', 'fonts-noto-color-emoji'],
  },
];

const POLICY = '/usr/sbin/policy-rc.d';

/** Never fails: what could not be installed is reported with apt's own words, and the suites that need it are skipped. */
export function install(): void {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !isDebian()) return;
  const missing = groups.filter(({ probe }) => !probe.every((file) => existsSync(file)));
  if (missing.length === 0) return;

  const log = join(tmpdir(), `godwit-test-setup-${process.pid}.log`);
  console.log(`Installing ${missing.flatMap(({ packages }) => packages).join(' ')} (log: ${log})`);
  const ownPolicy = keepServicesDown();
  try {
    if (!apt(log, 'update')) console.log(`apt-get update failed:\n${tail(log)}`);
    for (const { packages } of missing) {
      if (!apt(log, 'install', '-y', '--no-install-recommends', ...packages)) console.log(`apt-get install ${packages.join(' ')} failed:\n${tail(log)}`);
    }
  } finally {
    if (ownPolicy) rmSync(POLICY, { force: true });
  }
}

function isDebian(): boolean {
  if (!existsSync('/usr/bin/apt-get') || !existsSync('/etc/os-release')) return false;
  return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'));
}

/** The tests start servers of their own; none may come up by itself. Answers whether the policy file is ours to remove. */
function keepServicesDown(): boolean {
  if (existsSync(POLICY)) return false;
  writeFileSync(POLICY, '#!/bin/sh\nexit 101\n');
  chmodSync(POLICY, 0o755);
  return true;
}

function apt(log: string, ...args: string[]): boolean {
  const options = ['-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3', '-o', 'Dpkg::Use-Pty=0'];
  const { status, stdout, stderr, error } = spawnSync('apt-get', [...options, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', NEEDRESTART_MODE: 'a', LC_ALL: 'C.UTF-8' },
  });
  writeFileSync(log, `$ apt-get ${args.join(' ')}\n${stdout}${stderr}${error ? String(error) : ''}\n`, { flag: 'a' });
  return status === 0;
}

const tail = (file: string) => readFileSync(file, 'utf8').split('\n').slice(-25).join('\n');
