/** From planned texts to packs: what a server may do to it, and what is in the packs in the end. */
import { expect, test } from 'vitest';
import { fail } from '../../../shared/failure.ts';
import { accountId, folderId } from '../../../shared/ids.ts';
import type { Clock } from '../../ports.ts';
import type { BodyPart, FetchedMessage } from '../../imap/message.ts';
import type { Session } from '../../imap/session.ts';
import { uidSetHas } from '../../imap/uid-set.ts';
import { packStructure } from '../../mime/packed-structure.ts';
import type { Batch } from '../../mirror/protocol/batch.ts';
import { decodeGaps, encodeGaps } from '../../mirror/protocol/body-gaps.ts';
import type { BodyPackWrite } from '../../mirror/protocol/records.ts';
import { planTexts } from './plan-texts.ts';
import { readStored, textsIn, type StoredBody } from './stored-body.ts';
import { TextFetch } from './text-fetch.ts';

const folder = { id: folderId(accountId('one'), 'INBOX') };
const LIMIT = 512 * 1024;
const plain = (charset = 'utf-8', n = 20, section = '1'): BodyPart => ({ s: section, t: 'text/plain', p: { charset }, e: '8bit', n });
const both: BodyPart = { s: '', t: 'multipart/alternative', c: [plain('utf-8', 20, '1'), { ...plain('utf-8', 30, '2'), t: 'text/html' }] };

interface Letter { structure: BodyPart; sections: Record<string, Buffer | null>; raw?: Buffer; size?: number }
type Fault = (uids: readonly number[]) => void;

/** Answers FETCH out of `letters`; sections that a letter does not name do not come. */
function server(letters: ReadonlyMap<number, Letter>, fault: Fault = () => undefined): { session: Pick<Session, 'uidFetch'>; asked: number[][] } {
  const asked: number[][] = [];
  const session: Pick<Session, 'uidFetch'> = {
    async uidFetch(set, { sections = [] }, _options, onMessage) {
      const uids = [...letters.keys()].filter((uid) => uidSetHas(set, uid));
      asked.push(uids);
      await Promise.resolve();
      fault(uids);
      for (const uid of uids) {
        const letter = letters.get(uid)!;
        const came = new Map<string, Buffer | null>();
        for (const { section } of sections) {
          if (section === '') came.set('', letter.raw ?? null);
          else if (section in letter.sections) came.set(section, letter.sections[section] ?? null);
        }
        const wait = onMessage({ uid, sequence: uid, sections: came } as unknown as FetchedMessage);
        if (wait) await wait;
      }
    },
  };
  return { session, asked };
}

async function fetchAll(letters: ReadonlyMap<number, Letter>, options: { fault?: Fault; apply?: (batch: Batch) => Promise<unknown>; mayGoOn?: () => boolean; mayKeep?: () => boolean; plannedTwice?: boolean } = {}) {
  const packs: BodyPackWrite[] = [];
  const givenUp: number[] = [];
  const { session, asked } = server(letters, options.fault);
  const rows = [...letters].map(([uid, { structure, size = 1000 }]) => ({ uid, date: uid, size, structure: packStructure(structure) }));
  const texts = new TextFetch({
    session, folder, uidValidity: 7, limit: LIMIT,
    mirror: { apply: async (batch) => { const copy = structuredClone(batch); await options.apply?.(batch); packs.push(...(copy.bodyPacks ?? [])); return { folderList: false, folders: [] }; } },
    clock: { now: () => performance.now() } as Clock,
    mayGoOn: options.mayGoOn ?? (() => true),
    mayKeep: options.mayKeep ?? (() => true),
    onGivenUp: (uid) => givenUp.push(uid),
  });
  let failed: unknown = null;
  try {
    const plan = planTexts(decodeGaps(encodeGaps(rows)), LIMIT);
    await texts.run(plan);
    if (options.plannedTwice) await texts.run(plan);
    await texts.finish();
  } catch (error) {
    failed = error;
  }
  const kept = new Map<number, StoredBody | null>();
  for (const pack of packs) {
    const [uid, start, end, from, to] = [pack.uids, pack.starts, pack.ends, pack.from, pack.to].map((column) => new Uint32Array(column.slice().buffer)) as Uint32Array[] as [Uint32Array, Uint32Array, Uint32Array, Uint32Array, Uint32Array];
    expect([...uid]).toEqual([...uid].sort((a, b) => a - b));
    const found = await textsIn(Array.from(uid, (one, i) => ({ uid: one, start: start[i]!, end: end[i]!, from: from[i]!, to: to[i]! })), pack.content);
    for (const [one, text] of found!) kept.set(one, readStored(text, packStructure(letters.get(one)!.structure)));
  }
  return { kept, packs, givenUp, asked, failed };
}

const letter = (uid: number): Letter => ({ structure: plain(), sections: { 1: Buffer.from(`letter ${uid}, ä\r\n`) } });
const letters = (count: number, change: Record<number, Partial<Letter>> = {}): Map<number, Letter> =>
  new Map(Array.from({ length: count }, (_, i) => [i + 1, { ...letter(i + 1), ...change[i + 1] }]));

test('thousands of texts come in a few commands and packs, and each is what it was', async () => {
  const many = letters(3_000, Object.fromEntries(Array.from({ length: 3_000 }, (_, i) => [i + 1, i % 3 ? {} : { structure: both, sections: { 1: Buffer.from(`plain ${i + 1}`), 2: Buffer.from(`<p>${'rich '.repeat(500)}${i + 1}`) } }])));
  const { kept, packs, asked, givenUp } = await fetchAll(many);
  expect([kept.size, givenUp]).toEqual([3_000, []]);
  for (const uid of many.keys()) {
    const body = kept.get(uid)!.body;
    if (uid % 3 === 1) expect([body.text, body.html?.endsWith(`rich ${uid}`)]).toEqual([`plain ${uid}`, true]);
    else expect(body.text?.trim()).toBe(`letter ${uid}, ä`);
  }
  expect(packs.length).toBeLessThan(5);
  expect(asked.length).toBeLessThan(80);
  // Packed: a fraction of what came.
  expect(packs.reduce((sum, { content }) => sum + content.length, 0)).toBeLessThan(600_000);
});

test('what was on its way when texts were cleared is not kept', async () => {
  let cleared = false;
  const { packs, failed, asked } = await fetchAll(letters(5), { fault: () => { cleared = true; }, mayKeep: () => !cleared });
  expect([asked.length, packs.length, failed]).toEqual([1, 0, null]);
});

test('a section that is left out, or NIL, is looked for in the whole message', async () => {
  const raw = Buffer.from('Content-Type: text/plain; charset=utf-8\r\n\r\nout of the whole\r\n');
  const { kept, givenUp } = await fetchAll(letters(5, { 2: { sections: {}, raw }, 3: { sections: { 1: null }, raw }, 4: { sections: { 1: Buffer.from(' \r\n') }, raw } }));
  expect(givenUp).toEqual([]);
  for (const uid of [2, 3, 4]) expect(kept.get(uid)!.body.text).toContain('out of the whole');
  for (const uid of [1, 5]) expect(kept.get(uid)!.body.text).toContain(`letter ${uid}`);
});

test('what is too large to be fetched whole, or gone, is given up and the rest comes', async () => {
  const there = letters(4, { 2: { sections: { 1: null }, size: LIMIT + 1 }, 3: { sections: {} } });
  const { kept, givenUp } = await fetchAll(there);
  // 3 has no octets at all.
  expect(givenUp.sort()).toEqual([2, 3]);
  expect([...kept.keys()].sort()).toEqual([1, 4]);
});

test('a wrong charset does not keep the text from being shown', async () => {
  const { kept } = await fetchAll(letters(3, {
    1: { structure: plain('x-unknown-7'), sections: { 1: Buffer.from('grüße') } },
    2: { structure: plain('us-ascii'), sections: { 1: Buffer.from([0x67, 0x72, 0xfc, 0xdf, 0x65]) } },
    3: { structure: plain(''), sections: { 1: Buffer.from('plain') } },
  }));
  expect(kept.get(1)!.body.text).toContain('gr');
  expect(kept.get(2)!.body.text).toContain('gr');
  expect(kept.get(3)!.body.text).toBe('plain');
});

test('a huge text lies between small ones in a block of its own', async () => {
  const huge = Buffer.alloc(LIMIT - 10, 'long ');
  const { kept, failed } = await fetchAll(letters(5, { 3: { structure: plain('utf-8', huge.length), sections: { 1: huge }, size: huge.length + 500 } }));
  expect(failed).toBeNull();
  expect(kept.get(3)!.body.text).toHaveLength(huge.length);
  for (const uid of [1, 2, 4, 5]) expect(kept.get(uid)!.body.text).toContain(`letter ${uid}`);
});

test('octets that cannot be packed any smaller are kept as they are', async () => {
  const noise = Buffer.from(Array.from({ length: 50_000 }, (_, i) => 33 + ((i * 7919 + ((i * i) >>> 3)) % 90)));
  const { kept } = await fetchAll(letters(2, { 1: { structure: plain('utf-8', noise.length), sections: { 1: noise } } }));
  expect(kept.get(1)!.body.text).toBe(noise.toString());
});

test('what is planned again before it is written is asked for once', async () => {
  const raw = Buffer.from('\r\nwhole\r\n');
  const { kept, asked } = await fetchAll(letters(50, { 9: { structure: { s: '', t: 'multipart/mixed', c: [] }, sections: {}, raw } }), { plannedTwice: true });
  expect(kept.size).toBe(50);
  expect(asked.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
});

test('one message that the server refuses does not cost the others', async () => {
  const { kept, givenUp } = await fetchAll(letters(40), { fault: (uids) => { if (uids.includes(17)) throw fail('server-no', 'cannot read it'); } });
  expect(givenUp).toEqual([17]);
  expect(kept.size).toBe(39);
});

test('a line that is lost in the middle keeps what was written, and says so', async () => {
  let commands = 0;
  const big = new Map(Array.from({ length: 400 }, (_, i): [number, Letter] => [i + 1, { structure: plain('utf-8', 20_000), sections: { 1: Buffer.alloc(20_000, `text ${i} `) } }]));
  const { kept, failed } = await fetchAll(big, { fault: () => { if (++commands > 8) throw fail('connection-lost', 'gone'); } });
  expect(failed).toMatchObject({ failure: { code: 'connection-lost' } });
  expect(kept.size).toBeGreaterThan(0);
  expect(kept.size).toBeLessThan(400);
  for (const [uid, stored] of kept) expect(stored!.body.text).toContain(`text ${uid - 1}`);
});

test('a mirror that refuses ends it', async () => {
  const { failed } = await fetchAll(letters(10), { apply: () => Promise.reject(fail('storage', 'full')) });
  expect(failed).toMatchObject({ failure: { code: 'storage' } });
});

test('reading waits for a mirror that is slow: little is held at a time', async () => {
  let writing = 0;
  let most = 0;
  const size = 100_000;
  const big = new Map(Array.from({ length: 300 }, (_, i): [number, Letter] => [i + 1, { structure: plain('utf-8', size), sections: { 1: Buffer.alloc(size, 'x') } }]));
  const { kept } = await fetchAll(big, {
    async apply() {
      most = Math.max(most, ++writing);
      await new Promise((resolve) => setTimeout(resolve, 20));
      writing--;
    },
  });
  expect(kept.size).toBe(300);
  // Of 2 MiB each, 8 MiB and what three commands may still bring.
  expect(most).toBeLessThanOrEqual(8);
});
