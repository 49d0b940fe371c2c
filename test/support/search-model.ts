/** A small mailbox and what a search in it must find, worked out without a server. */
import fc from 'fast-check';
import type { SearchKey } from '../../main/imap/search-key.ts';
import { uidSetHas } from '../../main/imap/uid-set.ts';

export interface ModelMessage {
  uid: number;
  flags: readonly string[];
  /** Noon, UTC: of the same day wherever the server stands. */
  internalDate: Date;
  /** As it stands in the Date field, whatever its zone. */
  sentDay: string;
  zone: string;
  headers: Readonly<Record<string, string>>;
  body: string;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const WORDS = ['apple', 'Bread', 'quo"te', 'back\\slash', 'Grün', 'café', '日本', '{5}', 'a(b)', '100%*', '[x]', 'NIL'];
const PEOPLE = ['Ann <ann@example.net>', 'Ben <ben@example.org>', 'Zoe <zoe@example.com>', 'ann.other@example.com'];
const FLAGS = ['\\Answered', '\\Deleted', '\\Draft', '\\Flagged', '\\Seen', '$Label1', 'Work'];

/** Days from the first of 2026. */
const dayAt = (offset: number): Date => new Date(Date.UTC(2026, 0, 1 + offset, 12));
const isoDay = (date: Date): string => date.toISOString().slice(0, 10);

/** The same for the same seed. */
export function modelMailbox(count: number, random: () => number): ModelMessage[] {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const some = <T>(list: readonly T[]): T[] => list.filter(() => random() < 0.35);
  return Array.from({ length: count }, (_, index) => {
    const cc = some(PEOPLE);
    return {
      uid: index + 1,
      flags: some(FLAGS),
      internalDate: dayAt(Math.floor(random() * 60)),
      sentDay: isoDay(dayAt(Math.floor(random() * 60))),
      zone: pick(['+0000', '-1100', '+1300', '+0530']),
      headers: {
        From: pick(PEOPLE), To: [pick(PEOPLE), pick(PEOPLE)].join(', '), ...(cc.length > 0 ? { Cc: cc.join(', ') } : {}),
        Subject: [pick(WORDS), pick(WORDS)].join(' '), 'Message-ID': `<m${index}@example.net>`, ...(random() < 0.4 ? { 'X-Note': pick(WORDS) } : {}),
      },
      body: Array.from({ length: 1 + Math.floor(random() * 60) }, () => pick(WORDS)).join(' '),
    };
  });
}

export function octetsOf({ headers, sentDay, zone, body }: ModelMessage): Buffer {
  const [year, month, day] = sentDay.split('-').map(Number);
  const encoded = (value: string): string => (/^[ -~]*$/u.test(value) ? value : `=?utf-8?B?${Buffer.from(value).toString('base64')}?=`);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${encoded(value)}`);
  return Buffer.from([...lines, `Date: ${day} ${MONTHS[month! - 1]} ${year} 23:30:00 ${zone}`, 'MIME-Version: 1.0', 'Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: 8bit', '', body, ''].join('\r\n'));
}

/** Throws for a key that only a server can judge. */
export function matches(key: SearchKey, message: ModelMessage): boolean {
  const has = (flag: string): boolean => message.flags.some((own) => own.toLowerCase() === flag.toLowerCase());
  const holds = (value: string | undefined, text: string): boolean => value !== undefined && value.toLowerCase().includes(text.toLowerCase());
  const size = octetsOf(message).length;
  const came = isoDay(message.internalDate);
  if ('and' in key) return key.and.every((one) => matches(one, message));
  if ('or' in key) return key.or.some((one) => matches(one, message));
  if ('not' in key) return !matches(key.not, message);
  if ('all' in key) return true;
  if ('uid' in key) return uidSetHas(key.uid, message.uid);
  // Nothing has been expunged: numbers and UIDs are the same.
  if ('sequence' in key) return uidSetHas(key.sequence, message.uid);
  if ('answered' in key) return has('\\Answered') === key.answered;
  if ('deleted' in key) return has('\\Deleted') === key.deleted;
  if ('draft' in key) return has('\\Draft') === key.draft;
  if ('flagged' in key) return has('\\Flagged') === key.flagged;
  if ('seen' in key) return has('\\Seen') === key.seen;
  if ('keyword' in key) return has(key.keyword);
  if ('unkeyword' in key) return !has(key.unkeyword);
  if ('larger' in key) return size > key.larger;
  if ('smaller' in key) return size < key.smaller;
  if ('since' in key) return came >= isoDay(key.since);
  if ('before' in key) return came < isoDay(key.before);
  if ('on' in key) return came === isoDay(key.on);
  if ('sentSince' in key) return message.sentDay >= isoDay(key.sentSince);
  if ('sentBefore' in key) return message.sentDay < isoDay(key.sentBefore);
  if ('sentOn' in key) return message.sentDay === isoDay(key.sentOn);
  if ('subject' in key) return holds(message.headers['Subject'], key.subject);
  if ('from' in key) return holds(message.headers['From'], key.from);
  if ('to' in key) return holds(message.headers['To'], key.to);
  if ('cc' in key) return holds(message.headers['Cc'], key.cc);
  if ('bcc' in key) return holds(message.headers['Bcc'], key.bcc);
  if ('body' in key) return holds(message.body, key.body);
  if ('header' in key) return holds(message.headers[key.header.field], key.header.value);
  throw new Error(`no model of ${Object.keys(key).join()}`);
}

const day = fc.integer({ min: -3, max: 63 }).map(dayAt);
const flagState = fc.boolean();
const numbers = (count: number): fc.Arbitrary<[number, number][]> =>
  fc.uniqueArray(fc.integer({ min: 1, max: count }), { minLength: 1, maxLength: 8 }).map((list) => list.sort((a, b) => a - b).map((one): [number, number] => [one, one]));
const word = fc.oneof(fc.constantFrom(...WORDS), fc.constantFrom(...WORDS).map((text) => text.slice(1, 4)), fc.constantFrom('ann', 'EXAMPLE', 'zoe@', 'nowhere'));
const keyword = fc.constantFrom('$Label1', 'work', '$Never');

/** Keys that the model can judge. */
const judged = (count: number): fc.Arbitrary<SearchKey>[] => [
  fc.constant({ all: true as const }),
  numbers(count).map((uid) => ({ uid })), numbers(count).map((sequence) => ({ sequence })),
  flagState.map((answered) => ({ answered })), flagState.map((deleted) => ({ deleted })), flagState.map((draft) => ({ draft })), flagState.map((flagged) => ({ flagged })), flagState.map((seen) => ({ seen })),
  keyword.map((name) => ({ keyword: name })), keyword.map((name) => ({ unkeyword: name })),
  fc.integer({ min: 0, max: 1200 }).map((larger) => ({ larger })), fc.integer({ min: 0, max: 1200 }).map((smaller) => ({ smaller })),
  day.map((since) => ({ since })), day.map((before) => ({ before })), day.map((on) => ({ on })), day.map((sentSince) => ({ sentSince })), day.map((sentBefore) => ({ sentBefore })), day.map((sentOn) => ({ sentOn })),
  word.map((subject) => ({ subject })), word.map((from) => ({ from })), word.map((to) => ({ to })), word.map((cc) => ({ cc })), word.map((bcc) => ({ bcc })), word.map((body) => ({ body })),
  fc.record({ field: fc.constantFrom('Message-ID', 'X-Note', 'Subject', 'X-Never'), value: fc.oneof(fc.constant(''), word) }).map((header) => ({ header })),
];

const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ maxLength: 40 })).map((value) => value.replace(/[\0\r\n]/gu, ' '));
const seconds = fc.integer({ min: 1, max: 0x7fff_ffff });

/** Keys of which only the server knows, with any text that may be sent. */
const unjudged: readonly fc.Arbitrary<SearchKey>[] = [
  fc.constant({ recent: true as const }), fc.constant({ new: true as const }), fc.constant({ old: true as const }),
  text.map((value) => ({ text: value })), text.map((body) => ({ body })), text.map((subject) => ({ subject })), text.map((value) => ({ header: { field: 'X-Note', value } })),
  seconds.map((older) => ({ older })), seconds.map((younger) => ({ younger })),
  fc.bigInt({ min: 1n, max: (1n << 63n) - 1n }).map((modseq) => ({ modseq: String(modseq) })),
  fc.constantFrom('all' as const, 'priv' as const, 'shared' as const).map((scope) => ({ modseq: '1', flag: { name: '\\Seen', scope } })),
  day.map((savedSince) => ({ savedSince })), day.map((savedBefore) => ({ savedBefore })), day.map((savedOn) => ({ savedOn })), fc.constant({ saveDateSupported: true as const }),
];

const combined = (leaves: readonly fc.Arbitrary<SearchKey>[]): fc.Arbitrary<SearchKey> =>
  fc.letrec<{ key: SearchKey }>((tie) => ({
    key: fc.oneof({ maxDepth: 6, depthSize: 'small', withCrossShrink: true },
      { arbitrary: fc.oneof(...leaves), weight: 4 },
      { arbitrary: fc.array(tie('key'), { minLength: 1, maxLength: 4 }).map((and) => ({ and })), weight: 2 },
      { arbitrary: fc.tuple(tie('key'), tie('key')).map((or) => ({ or })), weight: 2 },
      { arbitrary: tie('key').map((not) => ({ not })), weight: 1 }),
  })).key;

export const judgedKey = (count: number): fc.Arbitrary<SearchKey> => combined(judged(count));
export const anyKey = (count: number): fc.Arbitrary<SearchKey> => combined([...judged(count), ...unjudged]);
