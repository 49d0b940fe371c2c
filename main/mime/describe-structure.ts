/** The structure of a message as a list for people: every part in its order, nothing hidden; and where two programs could see different messages in it. */
import type { Ambiguity, StructurePart } from '../../shared/model/message-details.ts';
import type { BodyPart } from '../imap/message.ts';
import { decodeEncodedWords } from './encoded-word.ts';

const DEEPEST = 100;
const MOST_PARTS = 10_000;
/** Oddities named; a message with more is odd enough. */
const MOST_AMBIGUITIES = 50;
const ENCODINGS: ReadonlySet<string> = new Set(['', '7bit', '8bit', 'binary', 'quoted-printable', 'base64', 'x-uuencode', 'uuencode', 'x-uue', 'x-yencode']);
/** What may stand beside a text as another reading of it. */
const READING = /^(?:text\/|multipart\/|application\/(?:ics|xhtml|ld\+json|json))/u;

export interface Description { parts: StructurePart[]; ambiguities: Ambiguity[] }

/** `subjects` of messages inside, by section. */
export function describeStructure(root: BodyPart, subjects: ReadonlyMap<string, string> = new Map()): Description {
  const parts: StructurePart[] = [];
  const ambiguities: Ambiguity[] = [];
  const note = (code: Ambiguity['code'], params: Record<string, string>): void => {
    if (ambiguities.length < MOST_AMBIGUITIES && !ambiguities.some((one) => one.code === code && one.params['section'] === params['section'])) ambiguities.push({ code, params });
  };
  const walk = (part: BodyPart, depth: number): void => {
    if (parts.length >= MOST_PARTS) return note('too-many-parts', {});
    if (depth >= DEEPEST) return note('too-deep', {});
    const multipart = part.t.startsWith('multipart/');
    const message = part.t === 'message/rfc822' || part.t === 'message/global';
    const [named, filed] = [clean(part.p?.['name']), clean(part.dp?.['filename'])];
    parts.push({
      section: part.s,
      depth,
      type: part.t,
      leaf: !multipart,
      name: filed || named,
      size: multipart ? null : (part.n ?? null),
      disposition: part.d ?? '',
      charset: (part.p?.['charset'] ?? '').slice(0, 100),
      encoding: (part.e ?? '').slice(0, 100),
      message,
      subject: subjects.get(part.s) ?? '',
    });
    if (!/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/u.test(part.t)) note('odd-type', { section: part.s, type: part.t.slice(0, 200) });
    if (named !== '' && filed !== '' && named !== filed) note('names-differ', { section: part.s, one: named, other: filed });
    if (!multipart && !ENCODINGS.has(part.e ?? '')) note('unknown-encoding', { section: part.s, encoding: (part.e ?? '').slice(0, 100) });
    if (multipart && (part.c ?? []).length === 0) note('empty-multipart', { section: part.s });
    if (part.t === 'multipart/alternative') {
      const strange = (part.c ?? []).filter(({ t, d }) => !READING.test(t) || d === 'attachment').map(({ t }) => t);
      if (strange.length > 0) note('alternatives-differ', { section: part.s, types: strange.slice(0, 10).join(', ') });
    }
    for (const child of part.c ?? []) walk(child, depth + 1);
  };
  walk(root, 0);
  return { parts, ambiguities };
}

/** The part with that number that has content of its own, below messages inside the message too. */
export function leafAt(root: BodyPart, section: string): BodyPart | null {
  const pending: BodyPart[] = [root];
  for (let seen = 0; pending.length > 0 && seen < MOST_PARTS; seen += 1) {
    const part = pending.pop()!;
    if (part.s === section && !part.t.startsWith('multipart/')) return part;
    for (const child of part.c ?? []) pending.push(child);
  }
  return null;
}

const clean = (text: string | undefined): string => (text === undefined ? '' : decodeEncodedWords(text.slice(0, 2_000)).slice(0, 1_000));
