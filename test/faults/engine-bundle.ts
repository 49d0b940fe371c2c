/** The engine's process as one file: a thousand starts read one file each, not four hundred. */
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { rmSync } from 'node:fs';

let made: Promise<string> | null = null;

/** Answers the path of the entry; built once in this process, gone at its end. */
export const bundledEngine = (): Promise<string> => (made ??= bundle());

async function bundle(): Promise<string> {
  const outDir = await mkdtemp('/tmp/godwit-engine-bundle-');
  process.once('exit', () => rmSync(outDir, { recursive: true, force: true }));
  const vite = await import('vite');
  await vite.build({
    configFile: false, envDir: false, logLevel: 'error', ssr: { noExternal: true, target: 'node' },
    build: { ssr: join(import.meta.dirname, 'engine-process.ts'), outDir, emptyOutDir: false, minify: false, target: 'node24', rolldownOptions: { output: { entryFileNames: 'engine.mjs' } } },
  });
  return join(outDir, 'engine.mjs');
}
