/** Well-formed messages of random shape, the same for the same seed; every leaf holds a word of its own. */
export interface GeneratedMail { raw: Buffer; words: string[] }

export function generateMail(seed: number): GeneratedMail {
  let state = seed >>> 0;
  const random = (n: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
  const pick = <T>(items: readonly T[]): T => items[random(items.length)]!;
  const words: string[] = [];
  const eol = random(3) === 0 ? '\n' : '\r\n';
  const head = (fields: string[]): string => fields.map((field) => field + eol).join('') + eol;

  const encode = (text: string): [encoding: string, body: string] => {
    const bytes = Buffer.from(text, 'utf8');
    switch (random(3)) {
      case 0:
        return ['base64', bytes.toString('base64').replace(/(.{76})/gu, `$1${eol}`)];
      case 1:
        return ['quoted-printable', [...bytes].map((octet) => (octet > 126 || octet === 61 ? `=${octet.toString(16).toUpperCase().padStart(2, '0')}` : String.fromCharCode(octet))).join('')];
      default:
        return ['8bit', bytes.toString('latin1')];
    }
  };
  const leaf = (): string => {
    const word = `word${seed}x${words.length}`;
    words.push(word);
    const type = pick(['text/plain', 'text/plain', 'text/html', 'application/octet-stream', 'image/png', 'text/csv']);
    const [encoding, body] = encode(`${type === 'text/html' ? `<p>${word}</p>` : word} \u00e4\u20ac = fin`);
    const fields = [`Content-Type: ${type}${type.startsWith('text/') ? pick(['; charset=utf-8', '; charset="UTF-8"', `;${eol}\tcharset=utf-8`]) : ''}`, `Content-Transfer-Encoding: ${encoding}`];
    if (!type.startsWith('text/') || type === 'text/csv') fields.push(`Content-Disposition: ${pick(['attachment', 'inline'])}; filename="${word}.bin"`);
    return head(fields) + body;
  };
  const part = (depth: number): string => {
    if (depth > 3 || random(3) === 0) return leaf();
    const boundary = pick(['b', 'b-', '=_x', 'aaa bbb']) + depth;
    const children = Array.from({ length: 1 + random(3) }, () => part(depth + 1));
    const type = pick(['mixed', 'alternative', 'related', 'mixed', 'x-unknown']);
    return head([`Content-Type: multipart/${type};${eol} boundary="${boundary}"`]) + pick(['', `preamble${eol}`])
      + children.map((child) => `--${boundary}${pick(['', '', ' '])}${eol}${child}${eol}`).join('') + `--${boundary}--${pick(['', eol, `${eol}epilogue${eol}`])}`;
  };
  const top = part(0);
  return { raw: Buffer.from(`From: a@example.org${eol}Subject: seed ${seed}${eol}MIME-Version: 1.0${eol}${top}`, 'latin1'), words };
}
