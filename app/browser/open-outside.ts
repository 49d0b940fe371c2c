/** Opens a link with the program that the user's desktop has chosen for it. */
import { spawn } from 'node:child_process';
import { fail } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import type { Said } from '../../shared/words.ts';
import { outsideUrl } from '../outside-url.ts';

/** Rejects with FailureError 'invalid-input' for other schemes and 'unsupported' where no such program can be started. */
export function openOutside(link: string): Promise<void> {
  const url = outsideUrl(link);
  if (!url) return Promise.reject(fail('invalid-input', say('engine-app.onlyLinks')));
  return start(url, say('engine-app.noLinkProgram'));
}

/** Opens a file of ours with the program that the desktop has for it. Rejects with FailureError 'unsupported' where none can be started. */
export const openFileOutside = (path: string): Promise<void> => start(path, say('engine-app.noProgram'));

function start(target: string, otherwise: Said): Promise<void> {
  const [program, ...args] = opener(target);
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'ignore', detached: true });
    child.once('error', () => reject(fail('unsupported', otherwise)));
    child.once('spawn', () => {
      child.unref();
      resolve();
    });
  });
}

/** Never through a shell: a link is one argument and nothing else. */
function opener(target: string): [string, ...string[]] {
  if (process.platform === 'darwin') return ['open', target];
  if (process.platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', target];
  return ['xdg-open', target];
}
