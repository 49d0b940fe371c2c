/** Files on their way to the user: each can be fetched once, for a few minutes. */
import { randomBytes } from 'node:crypto';
import type { FileToSave } from '../../main/ports.ts';

export interface Downloads {
  /** The path to fetch it from. */
  offer(file: FileToSave): string;
  /** Whoever takes it releases it. */
  take(id: string): FileToSave | undefined;
  /** Releases what nobody came for. */
  close(): Promise<void>;
}

const LIFE = 5 * 60_000;
/** Each may hold a file open: the oldest offers give way. */
const MOST = 512;

export function createDownloads(now: () => number = Date.now): Downloads {
  const offers = new Map<string, { file: FileToSave; until: number }>();
  const tidy = (): void => {
    for (const [id, { file, until }] of offers) {
      if (until > now() && offers.size <= MOST) continue;
      offers.delete(id);
      void file.release();
    }
  };
  return {
    offer(file) {
      const id = randomBytes(18).toString('base64url');
      offers.set(id, { file, until: now() + LIFE });
      tidy();
      return `/download/${id}`;
    },
    take(id) {
      tidy();
      const offer = offers.get(id);
      offers.delete(id);
      return offer?.file;
    },
    async close() {
      const left = [...offers.values()];
      offers.clear();
      await Promise.all(left.map(({ file }) => file.release()));
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
