/** Files that the browser host offers at addresses of its own: the browser fetches each, once, and saves it where the user's downloads go. */
import { isOffered } from '../../../engine/offered.ts';

/** Chromium drops what is more than ten in a second of one page (LocalFrame::ShouldThrottleDownload), without a word; other downloads count too. */
const BURST = { files: 8, every: 1_100, pause: 30 } as const;

/** False if these are no such addresses: then the host has saved them itself. */
export async function fetchDownloads(saved: readonly string[]): Promise<boolean> {
  if (saved.length === 0 || !saved.every(isOffered)) return false;
  for (const [index, path] of saved.entries()) {
    if (index > 0) await new Promise((resolve) => { setTimeout(resolve, index % BURST.files === 0 ? BURST.every : BURST.pause); });
    const link = document.createElement('a');
    link.href = path;
    link.download = '';
    link.click();
  }
  return true;
}
