/** Unpacks packages of Debian's unstable release with all they depend on into a folder, without installing anything. Works without root. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { CACHE, unpackedRoot } from '../support/unpacked.ts';
import type { Apt } from './apt.ts';
import { unpackArchives } from './unpack.ts';

/** What a program in the folder finds beside what it asks for. */
const BASE = ['base-files', 'base-passwd', 'libc-bin', 'dash', 'coreutils', 'netbase', 'tzdata'];

/** About 150 MB and half a minute. Whole or not at all; answers whether it is there now. */
export function unpackSystem(apt: Apt, name: string, packages: readonly string[], release = 'sid'): boolean {
  const mirror = ownMirror();
  if (mirror === null) return false;
  mkdirSync(CACHE, { recursive: true });
  const scratch = mkdtempSync(join(CACHE, '.unpacking-'));
  try {
    const at = (...names: string[]) => join(scratch, ...names);
    for (const folder of ['lists/partial', 'archives/partial']) mkdirSync(at(folder), { recursive: true });
    writeFileSync(at('status'), '');
    writeFileSync(at('sources.list'), `deb [signed-by=${mirror.signedBy}] ${mirror.uri} ${release} main\n`);
    // An apt of its own: this machine's sources, packages and cache stay as they are.
    const own = Object.entries({
      'Dir::Etc::SourceList': at('sources.list'), 'Dir::Etc::SourceParts': '/dev/null', 'Dir::Etc::PreferencesParts': '/dev/null',
      'Dir::State': scratch, 'Dir::State::Lists': at('lists'), 'Dir::State::status': at('status'),
      'Dir::Cache': scratch, 'Dir::Cache::Archives': at('archives'), 'APT::Sandbox::User': '', 'APT::Install-Recommends': 'false', 'Debug::NoLocking': 'true',
    }).flatMap(([option, value]) => ['-o', `${option}=${value}`]);
    if (!apt.get([...own, 'update'], scratch)) return false;
    if (!apt.get([...own, 'install', '-y', '--download-only', ...BASE, ...packages], scratch)) return false;
    const archives = readdirSync(at('archives')).filter((file) => file.endsWith('.deb')).map((file) => at('archives', file)).sort(baseFirst);
    if (archives.length === 0 || !unpackArchives(archives, at('root'))) return false;
    // What a program mounts its own accounts over; installing would have made them.
    for (const file of ['passwd', 'group']) writeFileSync(at('root/etc', file), '');
    rmSync(unpackedRoot(name), { recursive: true, force: true });
    renameSync(at('root'), unpackedRoot(name));
    return true;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** base-files brings the links from /bin and /lib into /usr that others unpack through. */
const baseFirst = (a: string, b: string): number => Number(basename(b).startsWith('base-files_')) - Number(basename(a).startsWith('base-files_'));

/** Where this machine gets Debian from. */
function ownMirror(): { uri: string; signedBy: string } | null {
  const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';
  for (const text of sources()) {
    const uri = /^URIs:\s*(\S+)/mu.exec(text)?.[1] ?? /^deb\s+(?:\[[^\]]*\]\s+)?(\S+)/mu.exec(text)?.[1];
    if (uri !== undefined && /\/debian\/?$/u.test(uri)) return { uri, signedBy: keyring };
  }
  return null;
}

function sources(): string[] {
  const folder = '/etc/apt/sources.list.d';
  const files = ['/etc/apt/sources.list', ...readdirSync(folder).filter((name) => /\.(?:list|sources)$/u.test(name)).map((name) => join(folder, name))];
  return files.flatMap((file) => {
    try {
      return [readFileSync(file, 'utf8')];
    } catch {
      return []; // Newer releases have no sources.list.
    }
  });
}
