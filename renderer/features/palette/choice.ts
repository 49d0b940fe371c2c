/** One line of a chooser: what can be found, and how it is shown. */
import type { ReactNode } from 'react';
import type { Entry } from './ranking.ts';

export interface Choice extends Entry {
  readonly icon?: ReactNode;
  readonly keys?: string | undefined;
  /** Why it cannot be chosen now, a sentence. */
  readonly reason?: string | null | undefined;
}
