import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { once } from 'node:events';
import { expect, test, vi } from 'vitest';

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

const MODULE = join(import.meta.dirname, 'end-signals.ts');
/** Says when it listens, and ends when it is asked to. */
const LISTENER = `const { onEndAsked } = await import(${JSON.stringify(MODULE)});
  const life = setInterval(() => {}, 1000); const stop = onEndAsked((signal) => { console.log('ended by ' + signal); clearInterval(life); stop(); }); console.log('listening');`;

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s ends in order', async (signal) => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', LISTENER], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (part: Buffer) => {
    said += part.toString();
    if (said === 'listening\n') child.kill(signal);
  });
  const [code] = await once(child, 'close') as [number];
  expect([code, said]).toEqual([0, `listening\nended by ${signal}\n`]);
});

test('a process that npm started ends when the shell between them is gone', async () => {
  const shell = spawn('sh', ['-c', '"$NODE" --input-type=module -e "$CODE"; true'], { env: { ...process.env, NODE: process.execPath, CODE: LISTENER, npm_lifecycle_event: 'start' }, stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  shell.stdout.on('data', (part: Buffer) => {
    said += part.toString();
    if (said === 'listening\n') shell.kill('SIGTERM');
  });
  await once(shell.stdout, 'close');
  expect(said).toBe('listening\nended by SIGTERM\n');
});
