/** What can be chosen about a run of the fault tests. */
export interface FaultOptions {
  seed: number;
  /** So many of each kind, chosen by the seed; null: all there are. */
  sample: number | null;
  /** Runs at the same time. */
  abreast: number;
  /** One run alone, as a broken one names itself. */
  only: string | null;
  kills: number;
  interleavings: number;
  /** For what can be tried on both. */
  server: 'demo' | 'dovecot';
}

export const DEFAULTS: FaultOptions = { seed: 1, sample: null, abreast: 4, only: null, kills: 1_000, interleavings: 1_000, server: 'demo' };
