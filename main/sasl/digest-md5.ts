/** DIGEST-MD5 (RFC 2831), made historic by RFC 6331: only where a server has nothing else and the user allows it. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { secretOf, type Identity } from './credentials.ts';
import { notProven, unusable, type Mechanism } from './mechanism.ts';

const NAME = 'DIGEST-MD5';
const md5 = (...parts: (string | Buffer)[]): Buffer => {
  const hash = createHash('md5');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

export function digestMd5(identity: Identity): Mechanism {
  const password = secretOf(identity, 'password');
  let expected: Buffer | null = null;
  let agreed = false;

  function prove(challenge: Buffer): Buffer {
    const given = parseDirectives(challenge.toString('utf8'));
    const nonce = given.get('nonce')?.[0];
    if (nonce === undefined || nonce === '') throw unusable(NAME, 'no nonce');
    if (given.get('algorithm')?.[0]?.toLowerCase() !== 'md5-sess') throw unusable(NAME, 'an unknown algorithm');
    const qualities = given.get('qop')?.[0]?.toLowerCase().split(/[\s,]+/u) ?? ['auth'];
    if (!qualities.includes('auth')) throw unusable(NAME, 'a protection of its own is asked for');
    const utf8 = given.get('charset')?.[0]?.toLowerCase() === 'utf-8';
    const encode = (text: string): Buffer => Buffer.from(text, utf8 || /[^\u0000-\u00ff]/u.test(text) ? 'utf8' : 'latin1');
    const hashed = (text: string): Buffer => Buffer.from(text, utf8 && /[^\u0000-\u00ff]/u.test(text) ? 'utf8' : 'latin1');
    const realm = chooseRealm(given.get('realm') ?? [], identity);
    const cnonce = identity.random(18).toString('base64');
    const uri = `${identity.service}/${identity.host}`;
    const mailbox = identity.credentials.onBehalfOf ?? '';
    const a1 = Buffer.concat([
      // RFC 2831 2.1.2.1: what fits ISO 8859-1 is hashed as that, even if it is sent as UTF-8.
      md5(hashed(identity.user), ':', hashed(realm), ':', hashed(password)),
      Buffer.from(`:${nonce}:${cnonce}`), ...(mailbox === '' ? [] : [Buffer.from(':'), encode(mailbox)]),
    ]);
    const response = (a2: string): string => md5(`${md5(a1).toString('hex')}:${nonce}:00000001:${cnonce}:auth:${md5(a2).toString('hex')}`).toString('hex');
    expected = Buffer.from(response(`:${uri}`));
    const quote = (text: string): string => `"${text.replace(/["\\]/gu, '\\$&')}"`;
    return encode([
      ...(utf8 ? ['charset=utf-8'] : []), `username=${quote(identity.user)}`, ...(realm === '' ? [] : [`realm=${quote(realm)}`]),
      `nonce=${quote(nonce)}`, 'nc=00000001', `cnonce=${quote(cnonce)}`, `digest-uri=${quote(uri)}`, `response=${response(`AUTHENTICATE:${uri}`)}`, 'qop=auth',
      ...(mailbox === '' ? [] : [`authzid=${quote(mailbox)}`]),
    ].join(','));
  }

  function judge(text: string): void {
    const sent = Buffer.from(parseDirectives(text).get('rspauth')?.[0] ?? '');
    if (expected === null || sent.length !== expected.length || !timingSafeEqual(sent, expected)) throw notProven(NAME, 'a wrong answer');
    agreed = true;
  }

  return {
    name: NAME, initial: null, refusal: null,
    get proven() { return expected !== null; },
    respond(challenge) {
      if (expected === null) return prove(challenge);
      if (agreed) throw unusable(NAME, 'one question too many');
      judge(challenge.toString('utf8'));
      return Buffer.alloc(0);
    },
    verified(last) {
      if (last !== null && !agreed) judge(last.toString('utf8'));
      if (!agreed) throw notProven(NAME, 'no answer');
    },
  };
}

/** The one the user name or the host ends in, else the first. */
function chooseRealm(realms: readonly string[], { user, host }: Identity): string {
  return realms.find((realm) => realm !== '' && user.endsWith(`@${realm}`)) ?? realms.find((realm) => realm === host) ?? realms[0] ?? '';
}

/** RFC 2831 7.1: `name=value` or `name="value"`, with commas and blanks between; a name may come again. */
function parseDirectives(text: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const directive = /[\s,]*([A-Za-z0-9-]+)\s*=\s*(?:"((?:[^"\\]|\\[^])*)"|([^\s,"]*))/uy;
  for (let match = directive.exec(text); match !== null; match = directive.exec(text)) {
    const name = (match[1] ?? '').toLowerCase();
    const value = match[2]?.replace(/\\([^])/gu, '$1') ?? match[3] ?? '';
    found.set(name, [...(found.get(name) ?? []), value]);
  }
  return found;
}
