/** SCRAM-SHA-1 and SCRAM-SHA-256, with channel binding as -PLUS (RFC 5802, RFC 7677). Both sides prove that they know the password; it never travels. */
import { createHash, createHmac, pbkdf2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { fail } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import { secretOf, type Identity } from './credentials.ts';
import { notProven, unusable, type Mechanism, type Refusal } from './mechanism.ts';
import { prepared } from './saslprep.ts';

export type ScramName = 'SCRAM-SHA-1' | 'SCRAM-SHA-256' | 'SCRAM-SHA-1-PLUS' | 'SCRAM-SHA-256-PLUS';
/** `bind`: a -PLUS mechanism. `unoffered`: we could, the server says it cannot (`y`, RFC 5802 6: it will object if somebody cut that out of its list). `none`: we do not. */
export type BindingUse = 'bind' | 'unoffered' | 'none';

/** RFC 7677 4; fewer would make it cheap to guess the password from what is sent. */
const FEWEST_ITERATIONS = 4096;
/** About a second of one core; more is an attack on ours. */
const MOST_ITERATIONS = 2_000_000;

const deriveKey = promisify(pbkdf2);

export function scram(name: ScramName, identity: Identity, use: BindingUse): Mechanism {
  return new Scram(name, identity, use);
}

class Scram implements Mechanism {
  readonly name: ScramName;
  readonly initial: Buffer;
  refusal: Refusal | null = null;
  readonly #hash: 'sha1' | 'sha256';
  readonly #password: string;
  readonly #nonce: string;
  /** gs2-header and binding data, as the server saw them and as we did. */
  readonly #bound: Buffer;
  readonly #bare: string;
  #signature: Buffer | null = null;
  #proved = false;
  #stage: 'first' | 'final' | 'done' = 'first';

  constructor(name: ScramName, identity: Identity, use: BindingUse) {
    this.name = name;
    this.#hash = name.startsWith('SCRAM-SHA-256') ? 'sha256' : 'sha1';
    this.#password = prepared(secretOf(identity, 'password'));
    this.#nonce = identity.random(18).toString('base64');
    const { binding } = identity;
    if (use === 'bind' && binding === null) throw unusable(name, 'this line cannot be bound to');
    const flag = use === 'bind' ? `p=${binding?.type ?? ''}` : use === 'unoffered' ? 'y' : 'n';
    const mailbox = identity.credentials.onBehalfOf ?? '';
    const header = `${flag},${mailbox === '' ? '' : `a=${saslName(mailbox)}`},`;
    this.#bound = Buffer.concat([Buffer.from(header), use === 'bind' && binding !== null ? binding.data : Buffer.alloc(0)]);
    this.#bare = `n=${saslName(identity.user)},r=${this.#nonce}`;
    this.initial = Buffer.from(header + this.#bare, 'utf8');
  }

  get proven(): boolean {
    return this.#stage !== 'first';
  }

  async respond(challenge: Buffer): Promise<Buffer> {
    const text = challenge.toString('utf8');
    if (this.#stage === 'first') return this.#prove(text);
    if (this.#stage === 'done') throw unusable(this.name, 'one question too many');
    this.#judge(text);
    return Buffer.alloc(0);
  }

  verified(last: Buffer | null): void {
    if (last !== null && this.#stage === 'final') this.#judge(last.toString('utf8'));
    if (!this.#proved) throw notProven(this.name, 'no signature');
  }

  async #prove(serverFirst: string): Promise<Buffer> {
    if (serverFirst.startsWith('e=')) return this.#refused(serverFirst.slice(2));
    const { nonce, salt, iterations } = parseFirst(this.name, serverFirst);
    if (!nonce.startsWith(this.#nonce) || nonce.length === this.#nonce.length) throw notProven(this.name, 'a nonce that is not ours');
    if (iterations < FEWEST_ITERATIONS) throw unusable(this.name, `only ${iterations} iterations`);
    if (iterations > MOST_ITERATIONS) throw unusable(this.name, `${iterations} iterations`);
    const salted = await deriveKey(this.#password, salt, iterations, this.#hash === 'sha1' ? 20 : 32, this.#hash);
    const clientKey = this.#hmac(salted, 'Client Key');
    const withoutProof = `c=${this.#bound.toString('base64')},r=${nonce}`;
    const auth = `${this.#bare},${serverFirst},${withoutProof}`;
    const proof = this.#hmac(createHash(this.#hash).update(clientKey).digest(), auth);
    for (const [at, octet] of clientKey.entries()) proof[at] = (proof[at] ?? 0) ^ octet;
    this.#signature = this.#hmac(this.#hmac(salted, 'Server Key'), auth);
    this.#stage = 'final';
    return Buffer.from(`${withoutProof},p=${proof.toString('base64')}`, 'utf8');
  }

  #judge(serverFinal: string): void {
    if (serverFinal.startsWith('e=')) {
      this.#refused(serverFinal.slice(2));
      return;
    }
    const sent = Buffer.from(/^v=([^,]*)/u.exec(serverFinal)?.[1] ?? '', 'base64');
    this.#stage = 'done';
    if (this.#signature === null || sent.length !== this.#signature.length || !timingSafeEqual(sent, this.#signature)) throw notProven(this.name, 'a wrong signature');
    this.#proved = true;
  }

  #refused(error: string): Buffer {
    const word = /^[^,]*/u.exec(error)?.[0] ?? '';
    if (word === 'server-does-support-channel-binding') throw fail('protocol', say('engine-sasl.listChanged'), { detail: word });
    this.refusal = { about: word === 'invalid-proof' || word === 'unknown-user' ? 'credentials' : 'mechanism', detail: word };
    this.#stage = 'done';
    return Buffer.alloc(0);
  }

  #hmac(key: Buffer, text: string): Buffer {
    return createHmac(this.#hash, key).update(text, 'utf8').digest();
  }
}

const saslName = (name: string): string => prepared(name).replace(/[,=]/gu, (sign) => (sign === ',' ? '=2C' : '=3D'));

function parseFirst(name: string, text: string): { nonce: string; salt: Buffer; iterations: number } {
  // RFC 5802 5.1: `m` and other extensions before the nonce must be understood.
  const fields = /^r=([\x21-\x2b\x2d-\x7e]+),s=([A-Za-z0-9+/=]+),i=([1-9]\d{0,9})(?:,.*)?$/u.exec(text);
  if (fields === null) throw unusable(name, 'a challenge that is none of it');
  return { nonce: fields[1] ?? '', salt: Buffer.from(fields[2] ?? '', 'base64'), iterations: Number(fields[3]) };
}
