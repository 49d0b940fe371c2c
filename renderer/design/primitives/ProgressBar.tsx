/** How far something is, as a thin line with words for assistive technology. */
import { ProgressBar as AriaProgressBar } from 'react-aria-components';
import { cx } from '../class-names.ts';
import styles from './ProgressBar.module.css';

export interface ProgressBarProps {
  readonly label: string;
  /** 0 to 1; null while the end is not known. */
  readonly value: number | null;
  readonly className?: string;
}

export function ProgressBar({ label, value, className }: ProgressBarProps) {
  return (
    <AriaProgressBar aria-label={label} className={cx(styles.track, className)} {...(value === null ? { isIndeterminate: true } : { value: value * 100 })}>
      <div className={cx(styles.fill, value === null && styles.unknown)} style={value === null ? {} : { transform: `scaleX(${Math.min(1, Math.max(0, value))})` }} />
    </AriaProgressBar>
  );
}
