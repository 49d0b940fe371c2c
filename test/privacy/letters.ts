/** Messages that carry vectors: one each, and by the dozen for what takes longer to open. */
import type { Vector } from '../fixtures/html/corpus.ts';

export interface Letter {
  /** Subject and Message-ID: letters, digits and dashes. */
  id: string;
  /** What is in it. */
  vectors: readonly string[];
  raw: string;
}

/** Each vector as a message of its own, exactly as collected. */
export const single = (vectors: readonly Vector[]): Letter[] => vectors.map(({ id, html }) => letter(plainId(id), [id], html));

/** Some vectors, one under another; what one leaves open may swallow the next, so this comes beside `single`, not instead. */
export function batched(vectors: readonly Vector[], size: number): Letter[] {
  const letters: Letter[] = [];
  for (let at = 0; at < vectors.length; at += size) {
    const some = vectors.slice(at, at + size);
    letters.push(letter(`batch-${letters.length}`, some.map(({ id }) => id), some.map(({ id, html }) => `<p>${plainId(id)}</p>\n${html}`).join('\n')));
  }
  return letters;
}

const plainId = (id: string): string => id.replaceAll(/[^\w-]+/gu, '-');

function letter(id: string, vectors: readonly string[], html: string): Letter {
  return {
    id, vectors,
    raw: [
      'From: Sender <sender@example.net>', 'To: you@example.org', `Subject: ${id}`, `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`, `Message-ID: <${id}@example.net>`,
      // A receipt is asked for too: it must never be answered by itself.
      'Disposition-Notification-To: receipt@receipt.leak.test', 'Return-Receipt-To: receipt@receipt.leak.test',
      'List-Unsubscribe: <https://unsubscribe.leak.test/one>', 'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
      'MIME-Version: 1.0', 'Content-Type: text/html; charset=utf-8', 'Content-Transfer-Encoding: base64', '',
      (Buffer.from(html).toString('base64').match(/.{1,76}/gu) ?? []).join('\r\n'), '',
    ].join('\r\n'),
  };
}
