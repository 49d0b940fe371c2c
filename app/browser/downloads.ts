/** Files on their way to the user: each can be fetched once, for a few minutes. */
import { randomBytes } from 'node:crypto';

export interface Download { name: string; content: Uint8Array }

export interface Downloads {
  /** The path to fetch it from. */
  offer(download: Download): string;
  take(id: string): Download | undefined;
}

const LIFE = 5 * 60_000;
/** Kept in memory: the oldest offers give way. */
const MOST_BYTES = 256 * 1024 * 1024;

export function createDownloads(now: () => number = Date.now): Downloads {
  const offers = new Map<string, Download & { until: number }>();
  const tidy = (): void => {
    let bytes = 0;
    for (const [id, offer] of [...offers].reverse()) {
      bytes += offer.content.length;
      // The newest always stays, however large it is.
      if (offer.until <= now() || (bytes > MOST_BYTES && bytes > offer.content.length)) offers.delete(id);
    }
  };
  return {
    offer(download) {
      const id = randomBytes(18).toString('base64url');
      offers.set(id, { ...download, until: now() + LIFE });
      tidy();
      return `/download/${id}`;
    },
    take(id) {
      tidy();
      const offer = offers.get(id);
      offers.delete(id);
      return offer;
    },
  };
}

/** `Content-Disposition` that saves under a name (RFC 6266, RFC 8187): plain ASCII for old readers, UTF-8 beside it. */
export function attachmentDisposition(name: string): string {
  const safe = name.toWellFormed().replaceAll(/[\u0000-\u001f\u007f/\\]/gu, '_').slice(0, 200) || 'attachment';
  const ascii = safe.replaceAll(/[^\u0020-\u007e]|["%]/gu, '_');
  const encoded = encodeURIComponent(safe.toWellFormed()).replaceAll(/['()*!]/gu, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
