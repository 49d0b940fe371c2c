/** What a bad disk, a virus scanner, or a lost power supply does to the files of a database. */
import { readdirSync } from 'node:fs';
import { open, rm, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';

export const FILES = { current: /^CURRENT$/u, manifest: /^MANIFEST-/u, log: /\.log$/u, table: /\.ldb$/u, diary: /^LOG$/u } as const;
export const DAMAGES = ['halved', 'emptied', 'removed', 'flipped'] as const;

/** False if there is no such file. */
export async function damage(folder: string, which: keyof typeof FILES, how: (typeof DAMAGES)[number]): Promise<boolean> {
  const names = readdirSync(folder).filter((name) => FILES[which].test(name));
  for (const name of names) {
    const path = join(folder, name);
    const { size } = await stat(path);
    if (how === 'removed') await rm(path);
    else if (how === 'flipped') await flip(path, Math.floor(size / 2));
    else await truncate(path, how === 'halved' ? Math.floor(size / 2) : 0);
  }
  return names.length > 0;
}

/** All bits of one octet, and of a few behind it. */
async function flip(path: string, at: number): Promise<void> {
  const file = await open(path, 'r+');
  try {
    const octets = Buffer.alloc(8);
    const { bytesRead } = await file.read(octets, 0, octets.length, at);
    await file.write(octets.subarray(0, bytesRead).map((octet) => octet ^ 0xff), 0, bytesRead, at);
  } finally {
    await file.close();
  }
}
