/** OAuth 2 tokens: OAUTHBEARER (RFC 7628) and XOAUTH2 (Google's and Microsoft's protocol of 2012). */
import { fail } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import { secretOf, type Identity } from './credentials.ts';
import { unusable, type Mechanism, type Refusal } from './mechanism.ts';

/** The error travels as JSON in a challenge that must be answered before the server says NO (RFC 7628 3.2.3). */
function bearer(name: string, initial: string, ending: Buffer): Mechanism {
  let refusal: Refusal | null = null;
  return {
    name, initial: Buffer.from(initial, 'utf8'), proven: true,
    get refusal() { return refusal; },
    respond(challenge) {
      if (refusal !== null) throw unusable(name, 'one question too many');
      refusal = { about: 'credentials', detail: errorWords(challenge.toString('utf8')) };
      return ending;
    },
    verified() {
      if (refusal !== null) throw fail('protocol', say('engine-sasl.refusedAndAccepted'), { detail: name });
    },
  };
}

/** `a=` is the user even without delegation: a token need not name one mailbox (RFC 7628 3.1). */
export function oauthBearer(identity: Identity): Mechanism {
  const token = tokenOf(identity);
  const name = (identity.credentials.onBehalfOf || identity.user).replace(/[,=]/gu, (sign) => (sign === ',' ? '=2C' : '=3D'));
  return bearer('OAUTHBEARER', `n,a=${name},\x01host=${identity.host}\x01port=${identity.port}\x01auth=Bearer ${token}\x01\x01`, Buffer.from('\x01'));
}

/** With delegation `user` is the mailbox, and the token says whose rights are used. */
export function xoauth2(identity: Identity): Mechanism {
  const token = tokenOf(identity);
  return bearer('XOAUTH2', `user=${identity.credentials.onBehalfOf || identity.user}\x01auth=Bearer ${token}\x01\x01`, Buffer.alloc(0));
}

/** RFC 6750 2.1; a control character would end the field. */
function tokenOf(identity: Identity): string {
  const token = secretOf(identity, 'token');
  if (!/^[\x21-\x7e]+$/u.test(token) || /[\x00-\x1f]/u.test(`${identity.user}${identity.credentials.onBehalfOf ?? ''}`)) throw fail('invalid-input', say('engine-sasl.tokenCharacters'));
  return token;
}

/** `{"status":"invalid_token","scope":"…"}` as `invalid_token, scope: …`; what is no JSON as it is. */
function errorWords(json: string): string {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value !== 'object' || value === null) return json;
    const { status, ...rest } = value as Record<string, unknown>;
    const more = Object.entries(rest).flatMap(([key, one]) => (typeof one === 'string' ? [`${key}: ${one}`] : []));
    return [...(typeof status === 'string' || typeof status === 'number' ? [String(status)] : []), ...more].join(', ') || json;
  } catch {
    return json;
  }
}
