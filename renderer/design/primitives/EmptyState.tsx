/** Nothing here: one sentence, what helps on, the mark in a faint line. */
import type { ReactNode } from 'react';
import { Mark } from '../Mark.tsx';
import styles from './EmptyState.module.css';

export interface EmptyStateProps {
  readonly children: ReactNode;
  readonly action?: ReactNode;
  /** What is good to know before trying again. */
  readonly hint?: string;
  readonly hideMark?: boolean;
}

export function EmptyState({ children, action, hint, hideMark = false }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      {hideMark ? null : <Mark size={108} className={styles.mark ?? ''} />}
      <p className={styles.words}>{children}</p>
      {hint ? <p className={styles.hint}>{hint}</p> : null}
      {action}
    </div>
  );
}
