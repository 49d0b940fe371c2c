/** AUTHENTICATE and LOGIN by table: user alice, password secret (RFC 4616, RFC 2195, RFC 5802). */
import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';
import type { Heard } from './profile.ts';

const REFUSED = 'TAG NO [AUTHENTICATIONFAILED] Authentication failed.';
const b64 = (text: string): string => Buffer.from(text, 'latin1').toString('base64');

export function accepted(heard: Heard): string {
  const { profile } = heard.server;
  heard.connection.loggedIn = true;
  const done = profile.completed?.(heard.name) ?? 'Logged in';
  if (profile.announces === 'untagged') return `* CAPABILITY ${profile.after}\r\nTAG OK ${done}`;
  return profile.announces === 'asked' ? `TAG OK ${done}` : `TAG OK [CAPABILITY ${profile.after}] ${done}`;
}

export function login(heard: Heard): string {
  const literals = heard.literals.map((octets) => octets.toString('latin1'));
  return /^"?alice"? "?secret"?$/u.test(heard.args) || literals.join(' ') === 'alice secret' ? accepted(heard) : REFUSED;
}

export async function authenticate(heard: Heard): Promise<string> {
  const [mechanism = '', initial] = heard.args.split(' ');
  const ask = async (challenge: string): Promise<string> => {
    heard.line.send(`+ ${b64(challenge)}\r\n`);
    return Buffer.from(await heard.line.line(), 'base64').toString('latin1');
  };
  const first = async (): Promise<string> => (initial === undefined ? ask('') : Buffer.from(initial === '=' ? '' : initial, 'base64').toString('latin1'));
  if (!heard.server.profile.before.split(' ').includes(`AUTH=${mechanism}`)) return 'TAG NO unknown mechanism';
  let right = false;
  if (mechanism === 'PLAIN') right = (await first()) === '\0alice\0secret';
  else if (mechanism === 'LOGIN') right = (await ask('User Name\0')) === 'alice' && (await ask('Password\0')) === 'secret';
  else if (/^CRAM-(?:MD5|SHA1|SHA256)$/u.test(mechanism)) right = (await ask('<1.2@example.org>')) === `alice ${createHmac(mechanism.slice(5), 'secret').update('<1.2@example.org>').digest('hex')}`;
  else if (/^SCRAM-SHA-(?:1|256)$/u.test(mechanism)) right = await scram(await first(), mechanism === 'SCRAM-SHA-1' ? 'sha1' : 'sha256', ask);
  else return `TAG NO ${mechanism} authentication failed`;
  return right ? accepted(heard) : REFUSED;
}

async function scram(first: string, hash: 'sha1' | 'sha256', ask: (challenge: string) => Promise<string>): Promise<boolean> {
  const bare = /^[ny][^,]*,[^,]*,(.*)$/u.exec(first)?.[1] ?? '';
  const nonce = `${/r=([^,]*)/u.exec(bare)?.[1] ?? ''}server`;
  const challenge = `r=${nonce},s=${b64('salt')},i=4096`;
  const final = await ask(challenge);
  const [without = '', proof = ''] = final.split(',p=');
  const salted = pbkdf2Sync('secret', 'salt', 4096, hash === 'sha1' ? 20 : 32, hash);
  const hmac = (key: Buffer, text: string): Buffer => createHmac(hash, key).update(text).digest();
  const key = hmac(salted, 'Client Key');
  const signed = `${bare},${challenge},${without}`;
  const signature = hmac(createHash(hash).update(key).digest(), signed);
  const expected = Buffer.from(key.map((octet, at) => octet ^ signature[at]!)).toString('base64');
  if (proof !== expected) return false;
  await ask(`v=${hmac(hmac(salted, 'Server Key'), signed).toString('base64')}`);
  return true;
}
