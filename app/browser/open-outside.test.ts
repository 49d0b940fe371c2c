/** What reaches the program that opens links: one argument in its normal form, of three kinds, and nothing else. */
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openOutside } from './open-outside.ts';

/** The one of this system. */
const OPENER = process.platform === 'darwin' ? 'open' : 'xdg-open';
let folder: string;
let path: string | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'godwit-opener-'));
  path = process.env['PATH'];
  // Writes down what it is given, a line for each argument.
  writeFileSync(join(folder, OPENER), `#!/bin/sh\nprintf '%s\\n' "$@" > '${folder}/part' && /bin/mv '${folder}/part' '${folder}/given'\n`);
  chmodSync(join(folder, OPENER), 0o755);
  process.env['PATH'] = folder;
});
afterEach(() => {
  process.env['PATH'] = path;
  rmSync(folder, { recursive: true });
});
const given = (): string | null => (existsSync(join(folder, 'given')) ? readFileSync(join(folder, 'given'), 'utf8') : null);

describe('a link', () => {
  test('is one argument, whatever it holds', async () => {
    await openOutside('https://example.org/a b"; --new $(x)');
    await expect.poll(given).toBe('https://example.org/a%20b%22;%20--new%20$(x)\n');
  });

  test.each(['javascript:alert(1)', 'file:///etc/passwd', '/etc/passwd', '--help', 'smb://host/share', ''])('%j is refused before anything is started', async (link) => {
    // Where it is not refused nothing can be started either: that is told by another code.
    rmSync(join(folder, OPENER));
    await expect(openOutside(link)).rejects.toMatchObject({ failure: { code: 'invalid-input' } });
  });
});
