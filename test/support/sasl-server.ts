/** The server's side of the SASL mechanisms, right or with one lie, on top of Node's crypto alone. For scripted servers of any protocol. */
import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';
import { ntlmChallenge, ntlmUser, type NtlmChoice } from './ntlm-server.ts';

export interface SaslUser { user: string; password: string; token?: string }

/** What the scripted server does wrong. */
export interface SaslFaults {
  /** SCRAM: the nonce is not the client's. */
  nonce?: 'foreign' | 'bare';
  /** SCRAM and DIGEST-MD5: the proof of the server is wrong, or left out. */
  signature?: 'wrong' | 'missing';
  iterations?: number;
  /** Expected channel binding (gs2 header included); default none. */
  bound?: Buffer;
  ntlm?: NtlmChoice;
  /** First challenge as it is, not encoded. */
  raw?: string;
}

/** What the server says to a message of the client; null: the client speaks first and has not yet. */
export type SaslTurn = { challenge: string } | { verdict: boolean };
export type SaslServer = (message: Buffer | null) => SaslTurn;

const b64 = (text: string | Buffer): string => Buffer.from(text).toString('base64');
const challenge = (text: string | Buffer): SaslTurn => ({ challenge: b64(text) });

export function saslServer(mechanism: string, account: SaslUser, faults: SaslFaults = {}): SaslServer {
  const server = make(mechanism, account, faults);
  let first = true;
  return (message) => {
    if (first && faults.raw !== undefined) {
      first = false;
      return { challenge: faults.raw };
    }
    first = false;
    return server(message);
  };
}

function make(mechanism: string, account: SaslUser, faults: SaslFaults): SaslServer {
  if (mechanism === 'PLAIN') return (message) => (message === null ? challenge('') : { verdict: message.toString() === `\0${account.user}\0${account.password}` });
  if (mechanism === 'LOGIN') return login(account);
  if (mechanism.startsWith('CRAM-')) return cram(mechanism, account);
  if (mechanism === 'DIGEST-MD5') return digest(account, faults);
  if (mechanism.startsWith('SCRAM-')) return scram(mechanism, account, faults);
  if (mechanism === 'NTLM') return ntlm(account, faults);
  if (mechanism === 'XOAUTH2' || mechanism === 'OAUTHBEARER') return bearer(account);
  if (mechanism === 'EXTERNAL') return (message) => (message === null ? challenge('') : { verdict: message.length === 0 });
  throw new Error(`no script for ${mechanism}`);
}

function login({ user, password }: SaslUser): SaslServer {
  const heard: string[] = [];
  return (message) => {
    if (message !== null) heard.push(message.toString());
    if (heard.length === 2) return { verdict: heard[0] === user && heard[1] === password };
    return challenge(heard.length === 0 ? 'Username:' : 'Password:');
  };
}

function cram(mechanism: string, { user, password }: SaslUser): SaslServer {
  const asked = '<42.1700000000@mail.example.org>';
  const hash = { 'CRAM-MD5': 'md5', 'CRAM-SHA1': 'sha1', 'CRAM-SHA256': 'sha256' }[mechanism] ?? '';
  return (message) => (message === null ? challenge(asked) : { verdict: message.toString() === `${user} ${createHmac(hash, password).update(asked).digest('hex')}` });
}

function bearer({ user, token }: SaslUser): SaslServer {
  let refused = false;
  return (message) => {
    if (message === null) return challenge('');
    if (refused) return { verdict: false };
    const text = message.toString();
    if (text.includes(user) && text.includes(`auth=Bearer ${token ?? ''}\x01`)) return { verdict: true };
    refused = true;
    return challenge('{"status":"401","schemes":"bearer","scope":"mail"}');
  };
}

function ntlm({ user, password }: SaslUser, faults: SaslFaults): SaslServer {
  const nonce = Buffer.from('0123456789abcdef', 'hex');
  const asked = ntlmChallenge(nonce, faults.ntlm);
  let negotiate: Buffer | null = null;
  return (message) => {
    if (message === null) return challenge('');
    if (negotiate !== null) return { verdict: ntlmUser(message, nonce, (name) => (name === user ? password : undefined), faults.ntlm?.time === true ? [negotiate, asked] : null) === user };
    negotiate = message;
    return challenge(asked);
  };
}

function digest({ user, password }: SaslUser, { signature }: SaslFaults): SaslServer {
  const md5 = (...parts: (string | Buffer)[]): Buffer => createHash('md5').update(Buffer.concat(parts.map((part) => Buffer.from(part)))).digest();
  let passed = false;
  return (message) => {
    if (message === null) return challenge('realm="example.org",nonce="OA6MG9tEQGm2hh",qop="auth",algorithm=md5-sess,charset=utf-8');
    if (passed) return { verdict: true };
    const text = message.toString();
    const value = (name: string): string => new RegExp(`(?:^|,)${name}="?([^",]*)`, 'u').exec(text)?.[1] ?? '';
    const a1 = md5(Buffer.concat([md5(`${user}:${value('realm')}:${password}`), Buffer.from(`:${value('nonce')}:${value('cnonce')}`)])).toString('hex');
    const answer = (a2: string): string => md5(`${a1}:${value('nonce')}:00000001:${value('cnonce')}:auth:${md5(a2).toString('hex')}`).toString('hex');
    if (value('response') !== answer(`AUTHENTICATE:${value('digest-uri')}`)) return { verdict: false };
    passed = true;
    if (signature === 'missing') return { verdict: true };
    return challenge(`rspauth=${signature === 'wrong' ? '0'.repeat(32) : answer(`:${value('digest-uri')}`)}`);
  };
}

function scram(mechanism: string, { user, password }: SaslUser, faults: SaslFaults): SaslServer {
  const hash = mechanism.includes('256') ? 'sha256' : 'sha1';
  const mac = (key: Buffer, text: string): Buffer => createHmac(hash, key).update(text).digest();
  let bare = '';
  let header = '';
  let serverFirst = '';
  let passed = false;
  return (message) => {
    if (message === null) return challenge('');
    if (passed) return { verdict: true };
    const text = message.toString();
    if (serverFirst === '') {
      const fields = /^(([^,]*),[^,]*,)(n=(.*),r=(.*))$/u.exec(text);
      if (fields === null || fields[4] !== user.replaceAll('=', '=3D').replaceAll(',', '=2C')) return { verdict: false };
      [, header = '', , bare = ''] = fields;
      const nonce = faults.nonce === 'foreign' ? 'somebody-elses-nonce' : `${fields[5] ?? ''}${faults.nonce === 'bare' ? '' : 'servernonce'}`;
      serverFirst = `r=${nonce},s=${b64('salt and salt')},i=${faults.iterations ?? 4096}`;
      return challenge(serverFirst);
    }
    const [, withoutProof = '', bound = '', proof = ''] = /^(c=([^,]*),r=[^,]*),p=(.*)$/u.exec(text) ?? [];
    const salted = pbkdf2Sync(password, 'salt and salt', faults.iterations ?? 4096, hash === 'sha1' ? 20 : 32, hash);
    const auth = `${bare},${serverFirst},${withoutProof}`;
    const signature = mac(createHash(hash).update(mac(salted, 'Client Key')).digest(), auth);
    const key = Buffer.from(proof, 'base64').map((octet, at) => octet ^ (signature[at] ?? 0));
    if (!Buffer.from(key).equals(mac(salted, 'Client Key'))) return { verdict: false };
    if (!Buffer.from(bound, 'base64').equals(faults.bound ?? Buffer.from(header))) return { verdict: false };
    passed = true;
    if (faults.signature === 'missing') return { verdict: true };
    const own = faults.signature === 'wrong' ? Buffer.alloc(20) : mac(mac(salted, 'Server Key'), auth);
    return challenge(`v=${own.toString('base64')}`);
  };
}
