/** Schema builders of the contract: what the UI can ask for (command) and watch (projection). */
import { z } from 'zod';

// zod 4 probes `new Function`, which the UI's Content-Security-Policy forbids.
z.config({ jitless: true });

export interface CommandDefinition<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: 'command';
  readonly about: string;
  readonly input: I;
  readonly output: O;
}

export interface ProjectionDefinition<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: 'projection';
  readonly about: string;
  /** What to watch. */
  readonly input: I;
  /** The value; it arrives whole once and then as patches (see patch.ts). */
  readonly value: O;
}

export const command = <I extends z.ZodType, O extends z.ZodType>(about: string, input: I, output: O): CommandDefinition<I, O> => ({ kind: 'command', about, input, output });
export const projection = <I extends z.ZodType, O extends z.ZodType>(about: string, input: I, value: O): ProjectionDefinition<I, O> => ({ kind: 'projection', about, input, value });

/** A string id with a brand from shared/ids. */
export const branded = <T extends string>() => z.string().min(1).max(4096) as unknown as z.ZodType<T, T>;
