/** One of two or three, all in sight. */
import { Label, Radio, RadioGroup } from 'react-aria-components';
import { cx } from '../class-names.ts';
import styles from './Segmented.module.css';

export interface SegmentedProps<T extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly value: T;
  readonly onChange: (value: T) => void;
  /** Keeps the label for assistive technology only. */
  readonly hideLabel?: boolean;
  readonly className?: string;
}

export function Segmented<T extends string>({ label, options, value, onChange, hideLabel = false, className }: SegmentedProps<T>) {
  return (
    <RadioGroup className={cx(styles.group, className)} orientation="horizontal" value={value} onChange={(next) => onChange(next as T)} {...(hideLabel ? { 'aria-label': label } : {})}>
      {hideLabel ? null : <Label className={styles.label ?? ''}>{label}</Label>}
      <div className={styles.track}>
        {options.map((option) => (
          <Radio key={option.value} value={option.value} className={styles.segment ?? ''}>
            {option.label}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
