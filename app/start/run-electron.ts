/** Runs the built desktop shell in Electron's runtime and ends together with it. */
import { spawn } from 'node:child_process';
import { sandboxless } from '../browser/chromium.ts';
import { onEndAsked } from '../end-signals.ts';
import type { Options } from '../options.ts';

const ASKED: ReadonlySet<NodeJS.Signals> = new Set(['SIGINT', 'SIGTERM', 'SIGHUP']);

/** Electron's exit code; 1 if it could not be started. */
export function runElectron(executable: string, project: string, profile: string, options: Options, say: (line: string) => void): Promise<number> {
  const withoutSandbox = sandboxless();
  if (withoutSandbox) say('Running as root: Electron has to run without its sandbox. Better start Godwit as a normal user.');
  const child = spawn(executable, [...(withoutSandbox ? ['--no-sandbox'] : []), project, ...passedOn(options, profile)], { stdio: 'inherit' });
  const stopListening = onEndAsked((signal) => void child.kill(signal));
  return new Promise<number>((resolve) => {
    child.once('error', () => resolve(1));
    // Ended by a signal that asks for the end, passed on or not: in order. All others are those of a crash.
    child.once('exit', (code, signal) => resolve(code ?? (signal !== null && ASKED.has(signal) ? 0 : 1)));
  }).finally(stopListening);
}

export function passedOn(options: Options, profile: string): string[] {
  return [
    `--profile=${profile}`,
    ...(options.demo ? ['--demo'] : []),
    ...(options.extraCa === undefined ? [] : [`--extra-ca=${options.extraCa}`]),
    ...(options.allowPrivateRemote ? ['--allow-private-remote'] : []),
  ];
}
