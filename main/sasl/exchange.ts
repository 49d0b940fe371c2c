/** A mechanism over any protocol that carries base64 lines (RFC 4422 4, RFC 3501 6.2.2, RFC 4954 4, RFC 5804 2.1): decoding, bounds, cancelling. */
import { fail, FailureError } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import { unusable, type Mechanism } from './mechanism.ts';

/** No mechanism here needs more than four. */
const MOST_CHALLENGES = 12;
/** Challenges that come although the exchange has been cancelled. */
const MOST_AFTER_CANCEL = 3;
const LONGEST_CHALLENGE = 65_536;
export const CANCEL = '*';

export class Exchange {
  readonly mechanism: Mechanism;
  /** Why it was cancelled from here. */
  cancelled: FailureError | null = null;
  #initialDue: boolean;
  #challenges = 0;
  #ignored = 0;

  constructor(mechanism: Mechanism) {
    this.mechanism = mechanism;
    this.#initialDue = mechanism.initial !== null;
  }

  /** Has the server had all it needs to judge the credentials? */
  get proven(): boolean {
    return !this.#initialDue && this.mechanism.proven;
  }

  /** For the command line, `=` if it is empty (RFC 4959 3, RFC 4954 4); null if the server speaks first. Once asked for, it counts as sent. */
  initial(): string | null {
    if (this.mechanism.initial === null) return null;
    this.#initialDue = false;
    return this.mechanism.initial.toString('base64') || '=';
  }

  /** The line to answer a challenge with, CANCEL included; null: nothing more is said. Rejects 'protocol' for a flood. */
  async answer(challenge: string): Promise<string | null> {
    if (this.cancelled !== null) {
      this.#ignored += 1;
      if (this.#ignored > MOST_AFTER_CANCEL) throw fail('protocol', say('engine-sasl.keepsAsking'));
      return null;
    }
    try {
      this.#challenges += 1;
      if (this.#challenges > MOST_CHALLENGES) throw unusable(this.mechanism.name, 'the server does not stop asking');
      if (this.#initialDue) {
        // What stands there is a greeting at most: the server has nothing to ask yet.
        this.#initialDue = false;
        return this.mechanism.initial?.toString('base64') ?? '';
      }
      return (await this.mechanism.respond(decode(this.mechanism.name, challenge))).toString('base64');
    } catch (error) {
      if (!(error instanceof FailureError)) throw error;
      this.cancelled = error;
      return CANCEL;
    }
  }

  /** The server's success; `last`: base64 that came with it (RFC 5804 2.1), if any. Throws if it is none. */
  succeeded(last: string | null = null): void {
    if (this.cancelled !== null) throw this.cancelled.failure.code === 'unsupported' ? fail('protocol', say('engine-sasl.acceptedCancelled'), { detail: this.mechanism.name }) : this.cancelled;
    if (this.#initialDue) throw fail('protocol', say('engine-sasl.acceptedTooEarly'), { detail: this.mechanism.name });
    this.mechanism.verified(last === null ? null : decode(this.mechanism.name, last));
  }
}

function decode(name: string, text: string): Buffer {
  const line = text.trim();
  if (line.length > LONGEST_CHALLENGE) throw unusable(name, 'a challenge of absurd length');
  // Node would skip what it does not know.
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/u.test(line)) throw unusable(name, 'a challenge that cannot be decoded');
  return Buffer.from(line, 'base64');
}
