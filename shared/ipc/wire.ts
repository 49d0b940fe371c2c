/** The envelopes that cross between a window and the engine. */
import type { Failure } from '../failure.ts';
import type { Patch } from './patch.ts';

export type FromWindow =
  | { kind: 'call'; id: number; name: string; input: unknown }
  /** The caller no longer wants the answer; the engine may stop working on it. */
  | { kind: 'cancel'; id: number }
  | { kind: 'open'; id: number; name: string; input: unknown }
  | { kind: 'close'; id: number };

export type FromEngine =
  | { kind: 'reply'; id: number; ok: true; value: unknown }
  | { kind: 'reply'; id: number; ok: false; failure: Failure }
  /** First value of an open projection. */
  | { kind: 'value'; id: number; value: unknown }
  | { kind: 'patch'; id: number; patch: Patch }
  /** The projection has ended; nothing further comes. */
  | { kind: 'ended'; id: number; failure: Failure };
