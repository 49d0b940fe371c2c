/** The engine's process as one file: a thousand starts read one file each, not four hundred. */
import { mkdtemp, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

let made: Promise<string> | null = null;

/** Answers the path of the entry; built once, until it is removed. */
export const bundledEngine = (): Promise<string> => (made ??= bundle());

export async function removeBundle(): Promise<void> {
  const entry = await made;
  made = null;
  if (entry !== null) await rm(dirname(entry), { recursive: true, force: true });
}

async function bundle(): Promise<string> {
  const outDir = await mkdtemp('/tmp/godwit-engine-bundle-');
  const vite = await import('vite');
  await vite.build({
    configFile: false, envDir: false, logLevel: 'error', ssr: { noExternal: true, target: 'node' },
    build: { ssr: join(import.meta.dirname, 'engine-process.ts'), outDir, emptyOutDir: false, minify: false, target: 'node24', rolldownOptions: { output: { entryFileNames: 'engine.mjs' } } },
  });
  return join(outDir, 'engine.mjs');
}
