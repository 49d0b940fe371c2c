/** Electron where it is installed or can be fetched and has a screen, else the browser host with one line that says why. */
import { hasScreen } from '../browser/chromium.ts';
import { fetchRuntime, installedRuntime } from './electron-runtime.ts';

export type Chosen = { kind: 'electron'; executable: string } | { kind: 'browser' } | { kind: 'none'; reason: string };

export async function chooseHost(asked: 'electron' | 'browser' | undefined, project: string, say: (line: string) => void): Promise<Chosen> {
  if (asked === 'browser') return { kind: 'browser' };
  const instead = (why: string): Chosen => {
    if (asked === 'electron') return { kind: 'none', reason: `Godwit cannot start in Electron: ${why}. Without --host electron it runs in a browser window.` };
    say(`Electron is not used: ${why}. Godwit runs in the browser host instead.`);
    return { kind: 'browser' };
  };
  if (!hasScreen()) return instead('there is no screen here to open its window on');
  const folder = `${project}/node_modules/electron`;
  const executable = installedRuntime(folder);
  if (executable) return { kind: 'electron', executable };
  const fetched = await fetchRuntime(folder, say);
  return fetched.ok ? { kind: 'electron', executable: fetched.executable } : instead(fetched.why);
}
