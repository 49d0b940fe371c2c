/** Packs of texts as they arrive, checked, and cut down to the messages that are still here. */
import { fail } from '../../../shared/failure.ts';
import type { BodyPackWrite } from '../protocol/records.ts';
import { uint32 } from './flag-page.ts';

/** Texts one after another: that of `uids[i]` ends at `ends[i]`. */
export interface StagedBodies {
  uids: Uint32Array<ArrayBuffer>;
  ends: Uint32Array<ArrayBuffer>;
  content: Uint8Array<ArrayBuffer>;
}

/** Throws FailureError 'invalid-input' unless the columns agree with each other and the content. */
export function bodiesOf(write: Pick<BodyPackWrite, 'uids' | 'ends' | 'content'>): StagedBodies {
  const malformed = () => fail('invalid-input', 'A pack of texts is malformed.');
  if (write.uids.length % 4 !== 0 || write.ends.length !== write.uids.length) throw malformed();
  const uids = uint32(write.uids);
  const ends = uint32(write.ends);
  for (let i = 1; i < uids.length; i++) if ((uids[i] as number) <= (uids[i - 1] as number) || (ends[i] as number) < (ends[i - 1] as number)) throw malformed();
  if ((ends.at(-1) ?? 0) !== write.content.length) throw malformed();
  return { uids, ends, content: new Uint8Array(write.content) };
}

/** The same object if all stay. */
export function onlyOf(bodies: StagedBodies, stays: (uid: number) => boolean): StagedBodies {
  const kept = Array.from(bodies.uids.keys()).filter((i) => stays(bodies.uids[i] as number));
  if (kept.length === bodies.uids.length) return bodies;
  const pieces = kept.map((i) => bodies.content.subarray(i === 0 ? 0 : bodies.ends[i - 1], bodies.ends[i]));
  const content = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  const ends = new Uint32Array(kept.length);
  let at = 0;
  for (const [i, piece] of pieces.entries()) {
    content.set(piece, at);
    at += piece.length;
    ends[i] = at;
  }
  return { uids: Uint32Array.from(kept, (i) => bodies.uids[i] as number), ends, content };
}
