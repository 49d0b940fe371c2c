/** The first thing that runs: sees that this Node can run the rest, on any Node from 18 on. */
import module from 'node:module';
import { fileURLToPath } from 'node:url';
import { poolFlag } from '../v8-threads.mjs';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 18) || (major === 23 && minor < 6)) {
  console.error(`Godwit needs Node 22.18 or newer; this is ${process.version}. Install Node 24 from https://nodejs.org, then run npm ci && npm start. (On Linux x64 npm ci brings its own.)`);
  process.exit(1);
}

// glibc reads these once, when a process begins, so the process begins anew (same id, no child). Without them it keeps some 20 MB of what the
// buffers of a large sync took. Node's threads too are made only then. Not where a parent talks to this process: the line would be lost.
const frugal = { MALLOC_ARENA_MAX: '2', MALLOC_TRIM_THRESHOLD_: '131072', MALLOC_MMAP_THRESHOLD_: '131072' };
if (process.platform === 'linux' && process.execve && !process.send && Object.keys(frugal).every((name) => process.env[name] === undefined)) {
  process.execve(process.execPath, [process.execPath, poolFlag, ...process.execArgv, ...process.argv.slice(1)], { ...process.env, ...frugal });
}

// The second start reads what the first one has compiled: it is quicker, and does without the compiler and its memory.
module.enableCompileCache?.(fileURLToPath(new URL('../../.tsbuild/compiled', import.meta.url)));

const { start } = await import('./start.ts');
process.exitCode = await start(process.argv.slice(2));
