/** Nothing here: one sentence, at most one action, the mark in a faint line. */
import type { ReactNode } from 'react';
import { Mark } from '../Mark.tsx';
import styles from './EmptyState.module.css';

export interface EmptyStateProps {
  readonly children: ReactNode;
  readonly action?: ReactNode;
  readonly hideMark?: boolean;
}

export function EmptyState({ children, action, hideMark = false }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      {hideMark ? null : <Mark size={108} className={styles.mark ?? ''} />}
      <p className={styles.words}>{children}</p>
      {action}
    </div>
  );
}
