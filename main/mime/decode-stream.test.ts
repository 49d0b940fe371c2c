import { describe, expect, test } from 'vitest';
import { seeded } from '../../test/support/mirror-records.ts';
import { decodeStream } from './decode-stream.ts';
import { decodeTransfer } from './transfer-encoding.ts';

async function streamed(source: Buffer, encoding: string, sizes: () => number): Promise<Buffer> {
  async function* pieces(): AsyncGenerator<Buffer> {
    for (let at = 0; at < source.length;) {
      const size = sizes();
      yield source.subarray(at, at + size);
      at += size;
    }
  }
  const out: Buffer[] = [];
  for await (const piece of decodeStream(pieces(), encoding)) out.push(piece);
  return Buffer.concat(out);
}

const HARD: Record<string, string[]> = {
  base64: ['', 'YQ==', 'YWI=YWJj\r\nZGVm', 'YW Jj\r\n!ZG', 'YWJjZ', '=== YWJj'],
  'quoted-printable': ['', 'a=20=\r\nb', 'end   \r\nnext  ', 'soft=  \r\nbreak', '=3D=3=D=\n=', 'caf=C3=A9 \t =\r\n \t\r\n', `x=${' '.repeat(1500)}\r\ny`, `${' '.repeat(3000)}z =4`],
  uuencode: ['begin 644 a.txt\n#0V%T\n`\nend\n'],
  '8bit': ['as it is\r\n'],
  unheard: ['as it is'],
};

describe.each(Object.entries(HARD))('%s in pieces', (encoding, sources) => {
  test.each(sources)('%j is what it is as a whole', async (text) => {
    const source = Buffer.from(text, 'latin1');
    const whole = decodeTransfer(source, encoding).bytes;
    for (const size of [1, 2, 3, 5, 7, 1024, 10_000]) expect((await streamed(source, encoding, () => size)).toString('latin1')).toBe(whole.toString('latin1'));
  });

  test('whatever is in it, wherever it is cut', async () => {
    const random = seeded(encoding.length);
    const alphabet = '=== \t\r\n\r\n3DAFYWJj09+/xyz';
    for (let round = 0; round < 2000; round++) {
      const source = Buffer.from(Array.from({ length: Math.floor(random() * 80) }, () => alphabet[Math.floor(random() * alphabet.length)]).join(''), 'latin1');
      const got = await streamed(source, encoding, () => 1 + Math.floor(random() * 9));
      expect(got.toString('latin1'), JSON.stringify(source.toString('latin1'))).toBe(decodeTransfer(source, encoding).bytes.toString('latin1'));
    }
  });
});
