/** The server's side of NTLM ([MS-NLMP] 3.2), NTLMv2 only. And Samba's squid-2.5-ntlmssp helper protocol, for Dovecot. */
import { createHmac, randomBytes } from 'node:crypto';
import { createServer, type AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { md4 } from '../../main/sasl/md4.ts';

const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');
const hmac = (key: Buffer, ...parts: Buffer[]): Buffer => createHmac('md5', key).update(Buffer.concat(parts)).digest();
const pair = (id: number, value: Buffer): Buffer => {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(id, 0);
  head.writeUInt16LE(value.length, 2);
  return Buffer.concat([head, value]);
};

export interface NtlmChoice {
  /** Default true. */
  unicode?: boolean;
  /** Send the time, and want a MIC. */
  time?: boolean;
}

export function ntlmChallenge(nonce: Buffer, { unicode = true, time = false }: NtlmChoice = {}): Buffer {
  const target = unicode ? utf16('EXAMPLE') : Buffer.from('EXAMPLE');
  const info = unicode ? Buffer.concat([pair(2, utf16('EXAMPLE')), pair(1, utf16('MAIL')), ...(time ? [pair(7, Buffer.from('00112233445566d1', 'hex'))] : []), pair(0, Buffer.alloc(0))]) : Buffer.alloc(0);
  const message = Buffer.alloc(48);
  message.write('NTLMSSP\0', 'latin1');
  message.writeUInt32LE(2, 8);
  for (const [at, length, offset] of [[12, target.length, 48], [40, info.length, 48 + target.length]] as const) {
    message.writeUInt16LE(length, at);
    message.writeUInt16LE(length, at + 2);
    message.writeUInt32LE(offset, at + 4);
  }
  message.writeUInt32LE((unicode ? 0x00898205 : 0x00088202) >>> 0, 20);
  nonce.copy(message, 24);
  return Buffer.concat([message, target, info]);
}

/** The user who proved the password, or null. `before`: the two messages before, for the MIC. */
export function ntlmUser(answer: Buffer, nonce: Buffer, passwordOf: (user: string) => string | undefined, before: readonly [Buffer, Buffer] | null = null): string | null {
  const field = (at: number): Buffer => answer.subarray(answer.readUInt32LE(at + 4), answer.readUInt32LE(at + 4) + answer.readUInt16LE(at));
  const encoding = (answer.readUInt32LE(60) & 1) === 1 ? 'utf16le' : 'latin1';
  const [nt, domain, user] = [field(20), field(28).toString(encoding), field(36).toString(encoding)];
  const password = passwordOf(user);
  // 24 octets are NTLMv1.
  if (password === undefined || nt.length <= 24) return null;
  const key = hmac(md4(utf16(password)), utf16(user.toUpperCase() + domain));
  if (!hmac(key, nonce, nt.subarray(16)).equals(nt.subarray(0, 16))) return null;
  if (before !== null) {
    const unsigned = Buffer.from(answer);
    const mic = Buffer.from(unsigned.subarray(72, 88));
    unsigned.fill(0, 72, 88);
    if (!hmac(hmac(key, nt.subarray(0, 16)), ...before, unsigned).equals(mic)) return null;
  }
  return user;
}

/** Speaks the protocol of Samba's ntlm_auth on a port of loopback, one conversation a connection. Does not keep the process alive. */
export async function serveNtlm(users: readonly { name: string; password: string }[]): Promise<number> {
  const passwords = new Map(users.map(({ name, password }) => [name, password]));
  const server = createServer((socket) => {
    const nonce = randomBytes(8);
    const say = (line: string): void => void socket.write(`${line}\n`);
    socket.unref().on('error', () => undefined); // the helper at the other end was ended
    createInterface({ input: socket }).on('line', (line) => {
      const [verb, message = ''] = line.split(' ');
      if (verb === 'YR') say(`TT ${ntlmChallenge(nonce).toString('base64')}`);
      else if (verb === 'KK') {
        const user = ntlmUser(Buffer.from(message, 'base64'), nonce, (name) => passwords.get(name));
        say(user === null ? 'NA NT_STATUS_WRONG_PASSWORD' : `AF EXAMPLE\\${user}`);
      } else say('BH what?');
    });
  }).unref();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
