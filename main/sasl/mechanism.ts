/** One authentication exchange (RFC 4422 3) as IMAP, SMTP and ManageSieve see it. Nothing in here is ever logged. */
import { fail, type FailureError } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';

export interface Mechanism {
  /** As on the wire, upper case. */
  readonly name: string;
  /** What the client says first; null where the server does. */
  readonly initial: Buffer | null;
  /** Has the server been given all it needs to judge the credentials? A refusal before that is not about them. */
  readonly proven: boolean;
  /** What the server said about its refusal inside the exchange; null if nothing. */
  readonly refusal: Refusal | null;
  /**
   * The answer to a challenge. Throws FailureError, and the exchange is to be cancelled: 'unsupported' if this server's use of the mechanism is
   * of no use to us (another may do), anything else if the server or somebody in between is not what it says it is (nothing more may be tried).
   */
  respond(challenge: Buffer): Buffer | Promise<Buffer>;
  /** The server says that all is well; `last`: what came with its success, where the protocol has that. Throws 'protocol' if it owes a proof. */
  verified(last: Buffer | null): void;
}

export interface Refusal {
  about: 'credentials' | 'mechanism';
  /** The server's words, raw. */
  detail: string;
}

/** The mechanism cannot be used with this server. */
export const unusable = (name: string, why: string): FailureError => fail('unsupported', say('engine-sasl.unusable', { name }), { detail: why });

/** The server does not know what it would know if it were the right one. */
export const notProven = (name: string, why: string): FailureError =>
  fail('protocol', say('engine-sasl.serverNotProven'), { detail: `${name}: ${why}` });

/** What mechanisms without proofs from the server share: a script of answers, one per challenge. */
export function scripted(name: string, initial: Buffer | null, answers: readonly ((challenge: Buffer) => Buffer)[]): Mechanism {
  let at = 0;
  return {
    name, initial, refusal: null,
    get proven() { return at >= answers.length; },
    respond(challenge) {
      const answer = answers[at];
      if (answer === undefined) throw unusable(name, 'one question too many');
      const octets = answer(challenge);
      at += 1;
      return octets;
    },
    verified() {
      if (at < answers.length) throw fail('protocol', say('engine-sasl.acceptedTooEarly'), { detail: name });
    },
  };
}
