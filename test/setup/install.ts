/** Installs what the suites need, as root on Debian or Ubuntu; anywhere else it changes nothing and the suites say what they lack. */
import { chmodSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unpackedFile } from '../support/unpacked.ts';
import { apt, isDebian } from './apt.ts';
import { unpack } from './unpack.ts';

interface Group {
  /** Files that show the packages are there. */
  probe: readonly string[];
  packages: readonly string[];
  /** Unpacked into the cache under this name instead of installed: apt keeps one imap-server only. */
  unpackAs?: string;
  /** Needed by the benchmarks alone. */
  bench?: true;
}

/** Installed group by group, so that one name unknown to a release does not stop the rest. */
const groups: readonly Group[] = [
  { probe: ['/usr/sbin/dovecot', '/usr/lib/dovecot/imap', '/usr/lib/dovecot/lmtp', '/usr/lib/dovecot/submission'], packages: ['dovecot-imapd', 'dovecot-lmtpd', 'dovecot-submissiond'] },
  { probe: ['/usr/bin/openssl'], packages: ['openssl'] },
  { probe: ['/usr/bin/chromium'], packages: ['chromium'] },
  {
    probe: ['/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf', '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc', '/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf'],
    packages: ['fonts-noto-core', 'fonts-noto-cjk', 'fonts-noto-color-emoji'],
  },
  { probe: ['/usr/bin/bwrap'], packages: ['bubblewrap'] },
  { probe: ['/usr/sbin/imap4d'], packages: ['mailutils-imap4d'] },
  // What stands below Cyrus and Courier wants some mail transport; this one is no server.
  { probe: ['/usr/sbin/sendmail'], packages: ['msmtp-mta'] },
  { probe: ['/usr/lib/cyrus/bin/master', '/usr/sbin/saslpasswd2'], packages: ['cyrus-common', 'sasl2-bin', 'libsasl2-modules'] },
  { probe: ['/usr/bin/couriertls', '/usr/lib/courier-authlib/libauthuserdb.so', '/usr/libexec/gam_server'], packages: ['courier-base', 'courier-authlib-userdb', 'gamin', 'libidn12'] },
  { probe: [unpackedFile('cyrus', '/usr/lib/cyrus/bin/imapd')], packages: ['cyrus-imapd'], unpackAs: 'cyrus' },
  { probe: [unpackedFile('courier', '/usr/bin/imapd')], packages: ['courier-imap'], unpackAs: 'courier' },
  { probe: ['/usr/bin/mbsync'], packages: ['isync'], bench: true },
];

const POLICY = '/usr/sbin/policy-rc.d';

/** Never fails: what could not be installed is reported with apt's own words, and the suites that need it are skipped. */
export function install(what: 'tests' | 'benchmarks' = 'tests'): void {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !isDebian()) return;
  const missing = groups.filter(({ probe, bench }) => (what === 'benchmarks' || !bench) && !probe.every((file) => existsSync(file)));
  if (missing.length === 0) return;

  const log = join(tmpdir(), `godwit-test-setup-${process.pid}.log`);
  const packager = apt(log);
  console.log(`Installing ${missing.flatMap(({ packages }) => packages).join(' ')} (log: ${log})`);
  const ownPolicy = keepServicesDown();
  try {
    if (!packager.get(['update'])) console.log(`apt-get update failed:\n${packager.tail()}`);
    for (const { packages, unpackAs } of missing) {
      // Nothing that is installed may go: apt would give up one server for another.
      const done = unpackAs === undefined ? packager.get(['install', '-y', '--no-install-recommends', '--no-remove', ...packages]) : unpack(packager, unpackAs, packages);
      if (!done) console.log(`apt-get install ${packages.join(' ')} failed:\n${packager.tail()}`);
    }
  } finally {
    if (ownPolicy) rmSync(POLICY, { force: true });
  }
}

/** The tests start servers of their own; none may come up by itself. Answers whether the policy file is ours to remove. */
function keepServicesDown(): boolean {
  if (existsSync(POLICY)) return false;
  writeFileSync(POLICY, '#!/bin/sh\nexit 101\n');
  chmodSync(POLICY, 0o755);
  return true;
}
