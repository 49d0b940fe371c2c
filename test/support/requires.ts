/** What a suite needs from the machine, and how a suite that lacks it is left out: loudly, and counted. */
import { existsSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { platform } from 'node:os';
import { describe, test } from 'vitest';

export interface Requirement {
  /** Null: it is there. Otherwise how to get it. */
  missing(): string | null;
}

const DOVECOT = '/usr/sbin/dovecot';
const BROWSERS: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable', '/usr/bin/microsoft-edge'],
  darwin: ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium', '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge'],
  win32: ['C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe', 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe'],
};

/** The browser for end-to-end tests: GODWIT_CHROMIUM, or the first one installed. Null if there is none. */
export function chromiumPath(): string | null {
  const chosen = process.env['GODWIT_CHROMIUM'];
  if (chosen !== undefined && chosen !== '') return chosen;
  return BROWSERS[platform()]?.find((path) => existsSync(path)) ?? null;
}

export const dovecot: Requirement = {
  missing() {
    if (!existsSync(DOVECOT)) return 'Debian, Ubuntu: apt-get install dovecot-imapd dovecot-lmtpd openssl';
    const version = spawnSync(DOVECOT, ['--version'], { encoding: 'utf8' }).stdout.trim();
    if (!version.startsWith('2.3.')) return `Dovecot 2.3 is needed, this is ${version}`;
    return spawnSync('openssl', ['version']).status === 0 ? null : 'Debian, Ubuntu: apt-get install openssl';
  },
};

export const chromium: Requirement = {
  missing: () => (chromiumPath() === null ? 'Debian, Ubuntu: apt-get install chromium; elsewhere install Chrome or Edge, or set GODWIT_CHROMIUM' : null),
};

/** Both of them. */
export const all = (...requirements: readonly Requirement[]): Requirement => ({
  missing: () => requirements.map((requirement) => requirement.missing()).find((reason) => reason !== null) ?? null,
});

/** `describe`, or a suite of skipped tests and one line that says what is missing. */
export function describeWith(requirement: Requirement, name: string, define: () => void): void {
  const reason = requirement.missing();
  if (reason === null) {
    describe(name, define);
    return;
  }
  console.log(`SKIPPED: ${name} (${reason})`);
  describe.skip(name, () => {
    define();
    // A suite whose tests come from what is missing still counts as one.
    test('is skipped', () => undefined);
  });
}

/** A suite over collected mail that is not part of the project: where it lies beside the clone the suite runs, elsewhere it does not exist, and says so. */
export function describeCorpus(path: string, name: string, define: () => void): void {
  if (existsSync(path)) describe(name, define);
  else console.log(`LEFT OUT: ${name} (the collection is not at ${path})`);
}
