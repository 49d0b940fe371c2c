/** A server played without a line: it greets, and answers every UID FETCH with invented messages, in the words of Dovecot 2.3. What a first sync runs is rehearsed on it. */
import { Duplex } from 'node:stream';

/** Octets that a socket hands over at a time. */
const CHUNK = 64 * 1024;
/** Messages between two things that nobody asked for. */
const NEWS = 400;
const SECOND = 1_800_000_000;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const NAMES = ['Ann', 'Ben', 'Carla Berg', '=?UTF-8?Q?J=C3=B6rg?=', 'Olga Petrova'];

const text = (kind: string, encoding: string) => (octets: number): string => `("text" "${kind}" ("charset" "utf-8") NIL NIL "${encoding}" ${octets} ${octets >> 6} NIL NIL NIL NIL)`;
const plain = text('plain', '7bit');
const html = text('html', 'quoted-printable');
const file = (octets: number): string => `("application" "pdf" ("name" "file ${octets}.pdf") NIL NIL "base64" ${octets} NIL ("attachment" ("filename" "file ${octets}.pdf")) NIL NIL)`;
const picture = (octets: number): string => `("image" "png" ("name" "${octets}.png") ${octets % 2 ? `"<${octets}@example.org>"` : 'NIL'} NIL "base64" ${octets} NIL ("${octets % 3 ? 'inline' : 'attachment'}" ("filename" "${octets}.png")) NIL NIL)`;
const multipart = (kind: string, parts: string, uid: number): string => `(${parts} "${kind}" ("boundary" "=_${kind}_${uid.toString(36)}") NIL NIL NIL)`;
const both = (uid: number): string => multipart('alternative', plain(uid & 0xfff) + html(uid & 0xffff), uid);
/** From the plainest to the most there is in ordinary mail. */
const STRUCTURES: readonly ((uid: number) => string)[] = [
  (uid) => plain(uid & 0xfff),
  (uid) => html(uid & 0xffff),
  both,
  (uid) => multipart('mixed', plain(uid & 0xfff) + file(uid & 0xffff), uid),
  (uid) => multipart('mixed', both(uid) + file(uid & 0xffff) + picture(uid & 0xff), uid),
  (uid) => multipart('related', both(uid) + picture(uid & 0xffff), uid),
];

const address = (n: number): string => `("${NAMES[n % NAMES.length]!}" NIL "person${n % 97}" "${n % 3 === 0 ? 'lists.' : ''}example.org")`;

/** As servers answer (RFC 3501 7.4.2), `uid` deciding what is in it. */
function row(uid: number): string {
  const at = new Date((SECOND - uid * 977) * 1000);
  const two = (n: number): string => String(n).padStart(2, '0');
  const day = `${MONTHS[at.getUTCMonth()]!} ${at.getUTCFullYear()} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())} +0000`;
  const subject = uid % 11 === 0 ? '=?UTF-8?B?5pyI5qyh5aCx5ZGK?=' : `${uid % 2 ? 'Re: ' : ''}Note ${uid} of the ${uid % 31}th`;
  const sender = `(${address(uid)})`;
  const reply = uid % 2 === 1;
  const references = reply ? `References: ${Array.from({ length: 1 + (uid % 5) }, (_, n) => `<${uid - n - 1}.x@example.org>`).join('\r\n ')}\r\n\r\n` : '\r\n';
  return `* ${uid} FETCH (UID ${uid} FLAGS (${['', '\\Seen', '\\Seen \\Answered', '\\Flagged \\Seen'][uid & 3]!}) INTERNALDATE "${two(at.getUTCDate())}-${day.replaceAll(/^(\w+) (\d+)/gu, '$1-$2')}" RFC822.SIZE ${1000 + (uid & 0xffff)} `
    + `ENVELOPE ("Mon, ${at.getUTCDate()} ${day}" "${subject}" ${sender} ${sender} ${sender} (("Me" NIL "me" "example.org")${uid % 3 ? '' : ` ${address(uid + 1)}`}) ${uid % 4 ? 'NIL' : `(${address(uid + 2)})`} NIL ${reply ? `"<${uid - 1}.x@example.org>"` : 'NIL'} "<${uid}.x@example.org>") `
    + `BODYSTRUCTURE ${STRUCTURES[uid % STRUCTURES.length]!(uid)} BODY[HEADER.FIELDS (REFERENCES)] {${references.length}}\r\n${references})\r\n`;
}

export class PlayedServer extends Duplex {
  readonly #answers: (() => string | null)[] = [];
  #said = '* OK ready\r\n';
  #wanted = false;
  #heard = '';

  constructor() {
    super({ readableHighWaterMark: CHUNK });
  }

  override _read(): void {
    this.#wanted = true;
    this.#go();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#heard += chunk.toString('latin1');
    for (const [line, tag, set] of this.#heard.matchAll(/^(\S+) UID FETCH ([\d:,]+) .*\r\n/gmu)) {
      this.#heard = this.#heard.slice(line.length);
      this.#answers.push(answer(tag!, set!));
    }
    done();
    this.#go();
  }

  #go(): void {
    if (!this.#wanted) return;
    while (this.#said.length < CHUNK && this.#answers.length > 0) {
      const more = this.#answers[0]!();
      if (more === null) this.#answers.shift();
      else this.#said += more;
    }
    if (this.#said === '') return;
    this.#wanted = false;
    const chunk = Buffer.allocUnsafeSlow(Math.min(CHUNK, this.#said.length));
    chunk.write(this.#said, 'latin1');
    this.#said = this.#said.slice(chunk.length);
    this.push(chunk);
  }
}

/** One row after the other, then the tagged line, then null. */
function answer(tag: string, set: string): () => string | null {
  const uids = set.split(',').flatMap((part) => {
    const [from = 0, to = from] = part.split(':').map(Number);
    return Array.from({ length: to - from + 1 }, (_, n) => from + n);
  });
  let next = 0;
  return () => {
    if (next > uids.length) return null;
    if (next === uids.length) return (next++, `${tag} OK [READ-ONLY] done\r\n`);
    const uid = uids[next++]!;
    return `${next % NEWS === 1 ? `* ${uid} EXISTS\r\n* ${uid} FETCH (UID ${uid} FLAGS (\\Seen))\r\n` : ''}${row(uid)}`;
  };
}
