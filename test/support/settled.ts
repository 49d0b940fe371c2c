/** Waits until a page has come to rest, for what looks at it: pictures, axe, positions. */
import type { Page } from 'playwright-core';

const QUIET_MS = 60;
const PATIENCE_MS = 15_000;
/** What takes longer is no motion: a bar that runs while something is fetched, the time a toast has left. */
const LONGEST_MS = 1_000;

/** Fonts are there, nothing is in motion, and for some frames nothing was drawn anew. Rejects if that does not come about. */
export async function settled(page: Page): Promise<void> {
  const isAtRest = await page.evaluate(async ([quiet, patience, longest]) => {
    await document.fonts.ready;
    const until = performance.now() + patience;
    let changed = performance.now();
    const observer = new MutationObserver(() => { changed = performance.now(); });
    observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    // What react-aria lets in or out is there and not to be seen for a moment; behind a mask while it waits for a keyboard on the screen.
    const isMoving = (): boolean => document.querySelector('[data-entering], [data-exiting], [style*="mask-image"]') !== null || document.getAnimations().some(({ effect, playState }) => playState === 'running' && Number(effect?.getComputedTiming().endTime) < longest);
    try {
      for (;;) {
        await new Promise((drawn) => { requestAnimationFrame(drawn); });
        const now = performance.now();
        if (isMoving()) changed = now;
        if (now - changed >= quiet) return true;
        if (now > until) return false;
      }
    } finally {
      observer.disconnect();
    }
  }, [QUIET_MS, PATIENCE_MS, LONGEST_MS] as const);
  if (!isAtRest) throw new Error(`the page does not come to rest in ${PATIENCE_MS} ms`);
}
