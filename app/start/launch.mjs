/** The first thing that runs: sees that this Node can run the rest, on any Node from 18 on. */
import module from 'node:module';
import { fileURLToPath } from 'node:url';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 18) || (major === 23 && minor < 6)) {
  console.error(`Godwit needs Node 22.18 or newer; this is ${process.version}. Install Node 24 from https://nodejs.org, then run npm ci && npm start. (On Linux x64 npm ci brings its own.)`);
  process.exit(1);
}

// The second start reads what the first one has compiled: it is quicker, and does without the compiler and its memory.
module.enableCompileCache?.(fileURLToPath(new URL('../../.tsbuild/compiled', import.meta.url)));

const { start } = await import('./start.ts');
process.exitCode = await start(process.argv.slice(2));
