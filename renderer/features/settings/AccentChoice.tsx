/** The accent colours, as dots to choose from. */
import { Check } from 'lucide-react';
import { Radio, RadioGroup } from 'react-aria-components';
import { t } from '../../../shared/locales/t.ts';
import { cx } from '../../design/class-names.ts';
import swatch from '../../design/primitives/Swatch.module.css';
import styles from './AccentChoice.module.css';

export interface AccentChoiceProps<T extends string> {
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}

export const AccentChoice = <T extends string>({ options, value, onChange }: AccentChoiceProps<T>) => (
  <RadioGroup aria-label={t('app.accent')} orientation="horizontal" value={value} onChange={(next) => onChange(next as T)} className={styles.group ?? ''}>
    <span className={styles.name} aria-hidden>{options.find((option) => option.value === value)?.label}</span>
    {options.map((option) => (
      <Radio key={option.value} value={option.value} aria-label={option.label} className={cx(swatch.swatch, styles.dot)} data-accent-swatch={option.value}>
        {({ isSelected }) => (isSelected ? <Check size={14} aria-hidden /> : null)}
      </Radio>
    ))}
  </RadioGroup>
);
