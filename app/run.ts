/** Brings host and engine together, and takes both down again. */
import { setFlagsFromString } from 'node:v8';
import { startEngine } from '../main/engine.ts';
import { giveBackMemory } from './give-back.ts';
import type { Host } from './host.ts';
import { makeProfile } from './profile.ts';
import { compilerFlags } from './v8-threads.mjs';

/** How long the engine may take to write down what it has before the process ends anyway. */
const LAST_WORDS = 5_000;

/** Resolves when the application has ended in order. Rejects with FailureError 'storage' if this profile cannot be used. */
export async function run(host: Host): Promise<void> {
  for (const flag of compilerFlags) setFlagsFromString(flag);
  let quit = (): void => undefined;
  const quitting = new Promise<void>((resolve) => { quit = resolve; });
  host.onQuit(() => quit());
  const stopGivingBack = giveBackMemory();
  try {
    makeProfile(host.ports.profile);
    const engine = await startEngine(host.ports);
    host.onWindow((line) => engine.attach(line.transport, line.name));
    host.onRemoteImage((grant, url) => engine.remoteImage(grant, url));
    try {
      await host.openWindow();
      await quitting;
    } finally {
      await withDeadline(engine.stop(), () => host.ports.log('error', 'engine-stop-timeout'));
    }
  } finally {
    stopGivingBack();
    await host.close();
  }
}

async function withDeadline(work: Promise<void>, late: () => void): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      late();
      resolve();
    }, LAST_WORDS);
  });
  await Promise.race([work, deadline]);
  clearTimeout(timer);
}
