/** Documents for the viewer inside the browser: each can be fetched once, by our own window, for a moment. */
import { randomBytes } from 'node:crypto';

export interface Documents {
  /** The path to show it from. Only PDF: nothing else is served under a type that a browser renders. */
  offer(pdf: Uint8Array): string;
  /** Undefined for what was fetched, has expired or never was. */
  take(path: string): Uint8Array | undefined;
}

export const DOCUMENT_PATH = '/document/';
const LIFE = 60_000;
/** Each is held in memory until it is fetched: the oldest give way. */
const MOST = 3;

export function createDocuments(now: () => number = Date.now): Documents {
  const offers = new Map<string, { pdf: Uint8Array; until: number }>();
  const tidy = (): void => {
    for (const [path, { until }] of offers) if (until <= now() || offers.size > MOST) offers.delete(path);
  };
  return {
    offer(pdf) {
      const path = `${DOCUMENT_PATH}${randomBytes(18).toString('base64url')}`;
      offers.set(path, { pdf, until: now() + LIFE });
      tidy();
      // Looked through again when its time is over, so that nothing is kept that nobody fetched.
      setTimeout(tidy, LIFE + 1_000).unref();
      return path;
    },
    take(path) {
      tidy();
      const found = offers.get(path);
      offers.delete(path);
      return found?.pdf;
    },
  };
}
