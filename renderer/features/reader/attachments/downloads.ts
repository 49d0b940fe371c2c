/** Files that the browser host offers at addresses of its own: the browser fetches each, once, and saves it where the user's downloads go. */
import { isOffered } from '../../../engine/offered.ts';

/** Milliseconds between two: a browser takes several at the same moment for one, and drops the others. */
const PAUSE = 250;

/** False if these are no such addresses: then the host has saved them itself. */
export async function fetchDownloads(saved: readonly string[]): Promise<boolean> {
  if (saved.length === 0 || !saved.every(isOffered)) return false;
  for (const [index, path] of saved.entries()) {
    if (index > 0) await new Promise((resolve) => { setTimeout(resolve, PAUSE); });
    const link = document.createElement('a');
    link.href = path;
    link.download = '';
    link.click();
  }
  return true;
}
