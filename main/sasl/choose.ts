/** Which ways to log in may be tried on a line, strongest first. The line itself is judged elsewhere. */
import { fail } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import { visibleLine } from '../../shared/text/visible.ts';
import { oauthBearer, xoauth2 } from './bearer.ts';
import { cram } from './cram.ts';
import type { Identity } from './credentials.ts';
import { digestMd5 } from './digest-md5.ts';
import { external } from './external.ts';
import type { Mechanism } from './mechanism.ts';
import { namesDelegate, ntlm } from './ntlm.ts';
import { loginMechanism, plain } from './plain.ts';
import { scram, type BindingUse, type ScramName } from './scram.ts';
import { METHODS, SHOWN, strengthOf, type KnownLogin, type MethodName } from './strength.ts';

export interface Method {
  readonly name: MethodName;
  /** The server sees the secret itself. */
  readonly shows: boolean;
  /** Null: the protocol's own login command. */
  readonly start: (() => Mechanism) | null;
}

export interface Offer {
  /** SASL mechanism names in any case. */
  readonly mechanisms: readonly string[];
  /** The protocol has a login command and the server has not disabled it. */
  readonly command: boolean;
}

export interface ChoiceRules {
  /** What is known from the last time; nothing weaker is used. */
  readonly known?: KnownLogin | undefined;
  /** Binding to the line is switched off; then it is not said that the server cannot do it. */
  readonly unbound?: boolean | undefined;
  /** Where a server offers nothing else. */
  readonly allowDigestMd5?: boolean | undefined;
}

const BY_PASSWORD: ReadonlySet<MethodName> = new Set(METHODS.filter((name) => name !== 'EXTERNAL' && name !== 'OAUTHBEARER' && name !== 'XOAUTH2'));
const BY_KIND = { password: BY_PASSWORD, token: new Set<MethodName>(['OAUTHBEARER', 'XOAUTH2']), external: new Set<MethodName>(['EXTERNAL']) } as const;
/** They open the user's own mail, whatever else was meant. */
const CANNOT_DELEGATE: ReadonlySet<MethodName> = new Set<MethodName>(['CRAM-MD5', 'CRAM-SHA1', 'CRAM-SHA256', 'NTLM']);

/** Never empty: rejects 'no-mechanism', and says so if it is because only weaker ways than before are left. */
export function chooseMethods(offer: Offer, identity: Identity, rules: ChoiceRules = {}): Method[] {
  const offered = new Set(offer.mechanisms.map((name) => name.toUpperCase()));
  const all = METHODS.filter((name) => (name === 'command' ? offer.command : offered.has(name)) && fits(name, identity));
  const floor = strengthOf(rules.known?.mechanism ?? '');
  const strong = all.filter((name) => strengthOf(name) >= floor);
  const usual = strong.filter((name) => name !== 'DIGEST-MD5');
  const allowed = usual.length === 0 && rules.allowDigestMd5 === true ? strong : usual;
  const detail = visibleLine(offer.mechanisms.join(', '), 500) || 'none';
  if (all.every((name) => name === 'DIGEST-MD5') && allowed.length === 0) throw fail('no-mechanism', say('engine-sasl.noMechanism'), { detail });
  if (allowed.length === 0) {
    throw fail('no-mechanism', say('engine-sasl.weakerMechanisms'), { detail: `before ${rules.known?.mechanism ?? ''}, now ${detail}` });
  }
  const fresh = allowed.filter((name) => rules.known?.unusable.includes(name) !== true);
  const bindable = [...offered].some((name) => name.startsWith('SCRAM-') && name.endsWith('-PLUS'));
  const use: BindingUse = identity.binding === null || bindable || rules.unbound === true ? 'none' : 'unoffered';
  return (fresh.length === 0 ? allowed : fresh).map((name) => ({ name, shows: strengthOf(name) === SHOWN, start: starter(name, identity, use) }));
}

function fits(name: MethodName, identity: Identity): boolean {
  const { credentials } = identity;
  if (!BY_KIND[credentials.kind].has(name)) return false;
  if (name.endsWith('-PLUS') && identity.binding === null) return false;
  if (name === 'EXTERNAL' && identity.binding === null) return false;
  if (name === 'NTLM' && namesDelegate(identity.user)) return false;
  return (credentials.onBehalfOf ?? '') === '' || !CANNOT_DELEGATE.has(name);
}

function starter(name: MethodName, identity: Identity, use: BindingUse): (() => Mechanism) | null {
  switch (name) {
    case 'command': return null;
    case 'PLAIN': return () => plain(identity);
    case 'LOGIN': return () => loginMechanism(identity);
    case 'CRAM-MD5': case 'CRAM-SHA1': case 'CRAM-SHA256': return () => cram(name, identity);
    case 'DIGEST-MD5': return () => digestMd5(identity);
    case 'NTLM': return () => ntlm(identity);
    case 'XOAUTH2': return () => xoauth2(identity);
    case 'OAUTHBEARER': return () => oauthBearer(identity);
    case 'EXTERNAL': return () => external(identity);
    default: return () => scram(name satisfies ScramName, identity, name.endsWith('-PLUS') ? 'bind' : use);
  }
}
