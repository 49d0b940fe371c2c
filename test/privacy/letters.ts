/** Messages that carry vectors: one each, and by the dozen for what takes longer to open. */
import { sanitize } from '../../renderer/features/reader/html/sanitize.ts';
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

/** Some vectors, one under another; what leaves something open that would swallow the next has a letter of its own. */
export function batched(vectors: readonly Vector[], size: number): Letter[] {
  const letters: Letter[] = [];
  const add = (some: readonly Vector[]): void => { letters.push(letter(`batch-${letters.length}`, some.map(({ id }) => id), some.map(({ id, html }) => `<p>${plainId(id)}</p>\n${html}`).join('\n'))); };
  const open = vectors.filter(({ html }) => !sanitize(`${html}\n<p>below</p>`).html.includes('<p>below</p>'));
  const closed = vectors.filter((vector) => !open.includes(vector));
  for (let at = 0; at < closed.length; at += size) add(closed.slice(at, at + size));
  for (const vector of open) add([vector]);
  return letters;
}

/** For what shows names and subjects: each vector as both, below an id that can be looked for. */
export const named = (vectors: readonly Vector[]): Letter[] => vectors.map(({ id, html }) => {
  const plain = `told-${plainId(id)}-end`;
  const words = `=?utf-8?B?${Buffer.from(`${plain} ${html.slice(0, 600)}`).toString('base64')}?=`;
  return { ...letter(plain, [id], html, `=?utf-8?B?${Buffer.from(html.slice(0, 600)).toString('base64')}?=`, words), id: plain };
});

/** One with that body. */
export const letterOf = (id: string, html: string): Letter => letter(id, [id], html);

const plainId = (id: string): string => id.replaceAll(/[^\w-]+/gu, '-');

function letter(id: string, vectors: readonly string[], html: string, name = 'Sender', subject = id): Letter {
  return {
    id, vectors,
    raw: [
      `From: ${name} <sender@example.net>`, 'To: you@example.org', `Subject: ${subject}`, `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`, `Message-ID: <${id}@example.net>`,
      // A receipt is asked for too: it must never be answered by itself.
      'Disposition-Notification-To: receipt@receipt.leak.test', 'Return-Receipt-To: receipt@receipt.leak.test',
      'List-Unsubscribe: <https://unsubscribe.leak.test/one>', 'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
      'MIME-Version: 1.0', 'Content-Type: text/html; charset=utf-8', 'Content-Transfer-Encoding: base64', '',
      (Buffer.from(html).toString('base64').match(/.{1,76}/gu) ?? []).join('\r\n'), '',
    ].join('\r\n'),
  };
}
