/** Faults that tests plant: which command, and what goes wrong there. */

export type FaultEffect =
  /** The command runs; only so many octets of its answer get through, then the line is cut. 0: done, and never said. */
  | { kind: 'cut'; afterOctets: number }
  /** As `cut`, but the line stays open and silent for ever. */
  | { kind: 'stall'; afterOctets: number }
  /** The line is cut when so many octets of this command (its literal too) have come. The command does not run. */
  | { kind: 'cut-upload'; afterOctets: number }
  /** The line is cut, or falls silent, instead of running the command. */
  | { kind: 'cut-before' }
  | { kind: 'stall-before' }
  /** Refused without running: `NO [OVERQUOTA] text`; for SMTP `code` is a reply such as `452 4.2.2`. */
  | { kind: 'refuse'; code: string; text: string }
  /** BAD instead of running. */
  | { kind: 'bad'; text: string }
  /** BYE (SMTP: 421) and the end of the connection instead of running. */
  | { kind: 'bye'; text: string }
  /** Runs after so many milliseconds. */
  | { kind: 'delay'; ms: number };

export interface Fault {
  protocol?: 'imap' | 'smtp';
  /** `LOGIN`, `UID FETCH`, `IDLE`, `GREETING`; SMTP `MAIL`, `RCPT`, `DATA`, `MESSAGE` (its final dot), `*` for any. */
  command: string;
  effect: FaultEffect;
  /** Lets so many matching commands pass first. */
  skip?: number;
  /** How often it happens; 1 if left out. */
  times?: number;
}

export class FaultPlan {
  #faults: Required<Fault>[] = [];

  /** Answers a function that takes the fault away. */
  add(fault: Fault): () => void {
    const planted = { protocol: 'imap' as const, skip: 0, times: 1, ...fault };
    this.#faults.push(planted);
    return () => {
      this.#faults = this.#faults.filter((other) => other !== planted);
    };
  }

  clear(): void {
    this.#faults = [];
  }

  /** The effect due for this command, counted as used; `upload` asks for those that strike while it is still coming in. */
  take(protocol: 'imap' | 'smtp', command: string, upload = false): FaultEffect | null {
    for (const fault of this.#faults) {
      if (fault.protocol !== protocol || fault.times <= 0 || (fault.effect.kind === 'cut-upload') !== upload) continue;
      if (fault.command !== '*' && fault.command.toUpperCase() !== command) continue;
      if (fault.skip > 0) {
        fault.skip--;
        continue;
      }
      fault.times--;
      return fault.effect;
    }
    return null;
  }
}
