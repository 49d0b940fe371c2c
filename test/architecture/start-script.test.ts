/** What a window loads at its start: one classic script that Chromium can keep compiled, and no more of it than is known. */
import { join } from 'node:path';
import { Script } from 'node:vm';
import { build, type InlineConfig, type Rolldown } from 'vite';
import { expect, test } from 'vitest';
import { configs } from '../../app/start/build-targets.ts';

const ROOT = join(import.meta.dirname, '../..');
/** Bytes. Who needs more asks first whether the first list needs it too. */
const MOST = 1_650_000;

async function files(config: InlineConfig): Promise<Rolldown.RolldownOutput['output']> {
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  try {
    const built = await build({ ...config, build: { ...config.build, write: false } });
    return ([built].flat()[0] as Rolldown.RolldownOutput).output;
  } finally {
    if (before === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = before;
  }
}

const text = (of: string | Uint8Array): string => (typeof of === 'string' ? of : new TextDecoder().decode(of));

test('the window is one classic script of plain ASCII beside its style sheet', async () => {
  const output = await files(configs('ui', ROOT, join(ROOT, 'dist/none'))[0]!);
  const chunks = output.filter((file) => file.type === 'chunk');
  expect(chunks.map(({ isEntry }) => isEntry)).toEqual([true]);
  const { code = '', fileName = '' } = chunks[0] ?? {};
  // A module would not compile as this.
  expect(() => new Script(code)).not.toThrow();
  expect(/[^\0-\x7f]/u.exec(code)).toBeNull();
  expect(code.length).toBeLessThan(MOST);
  const page = output.find((file) => file.fileName === 'index.html');
  const html = page?.type === 'asset' ? text(page.source) : '';
  expect(html).toContain(`<script defer src="/${fileName}">`);
  // And one that opens the local copy while that is read.
  expect(html.match(/<script[^>]*>/gu)).toEqual(['<script async src="/mirror-start.js">', `<script defer src="/${fileName}">`]);
  expect(html).toMatch(/<link rel="stylesheet"[^>]+href="\/assets\/[\w.-]+\.css"/u);
  expect(output.map((file) => file.fileName)).toContain('message-frame.html');
  // React comes once: no module has a copy of its own.
  expect(code.match(/\.useSyncExternalStore\b/gu)?.length ?? 0).toBeLessThan(12);
}, 120_000);

test.each([['mirror-worker.js', 300_000], ['mirror-page.js', 300_000], ['mirror-start.js', 1_000]])('%s is a classic script too', async (name, most) => {
  const config = configs('ui', ROOT, join(ROOT, 'dist/none')).find(({ build: own }) => JSON.stringify(own?.rolldownOptions?.output ?? {}).includes(name))!;
  const [file] = await files(config);
  expect(file.fileName).toBe(name);
  expect(() => new Script(file.code)).not.toThrow();
  expect(file.code.length).toBeLessThan(most);
}, 120_000);
