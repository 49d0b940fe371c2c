/** What happened, what is safe and what to do, in place; errors are announced. */
import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import { cx } from '../class-names.ts';
import styles from './InlineAlert.module.css';

export interface InlineAlertProps {
  /** `error` is role=alert; the others are quiet. */
  readonly tone: 'error' | 'warning' | 'note';
  readonly title?: ReactNode;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  /** The element takes focus by script (tabIndex -1). */
  readonly ref?: Ref<HTMLDivElement>;
  readonly className?: string;
}

const ICONS = { error: CircleAlert, warning: TriangleAlert, note: Info } as const;

export function InlineAlert({ tone, title, children, action, ref, className }: InlineAlertProps) {
  const Icon = ICONS[tone];
  return (
    <div ref={ref} tabIndex={-1} className={cx(styles.alert, styles[tone], className)} {...(tone === 'error' ? { role: 'alert' } : {})}>
      <Icon size={16} className={styles.icon ?? ''} aria-hidden />
      <div className={styles.words}>
        {title ? <p className={styles.title}>{title}</p> : null}
        {children}
      </div>
      {action}
    </div>
  );
}
