/** One line between header and body: something to know, at most one thing to do. */
import type { ReactNode } from 'react';
import { cx } from '../../design/class-names.ts';
import styles from './Bar.module.css';

export interface BarProps {
  readonly tone: 'danger' | 'warning' | 'note';
  readonly icon: ReactNode;
  readonly children: ReactNode;
  readonly action?: ReactNode;
  /** In full, on hover. */
  readonly title?: string;
  readonly alert?: boolean;
}

export function Bar({ tone, icon, children, action, title, alert = false }: BarProps) {
  return (
    <div className={cx(styles.bar, styles[tone])} role={alert ? 'alert' : 'note'}>
      {icon}
      <span className={styles.words} title={title}>{children}</span>
      {action ? <span className={styles.actions}>{action}</span> : null}
    </div>
  );
}
