/** One choice out of a few, as a button that opens a list. */
import { ChevronDown } from 'lucide-react';
import { Select as AriaSelect, Button, Label, ListBox, ListBoxItem, Popover, SelectValue } from 'react-aria-components';
import { cx } from '../class-names.ts';
import field from './field.module.css';
import float from './Float.module.css';
import styles from './Menu.module.css';

export interface SelectProps<T extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly isDisabled?: boolean;
  /** Keeps the label for assistive technology only. */
  readonly hideLabel?: boolean;
  readonly className?: string;
}

export function Select<T extends string>({ label, options, value, onChange, isDisabled = false, hideLabel = false, className }: SelectProps<T>) {
  return (
    <AriaSelect className={cx(field.field, className)} isDisabled={isDisabled} value={value} {...(hideLabel ? { 'aria-label': label } : {})} onChange={(key) => { if (key !== null) onChange(key as T); }}>
      {hideLabel ? null : <Label className={field.label ?? ''}>{label}</Label>}
      <Button className={cx(field.input, field.trigger)}>
        <SelectValue className={field.value ?? ''} />
        <ChevronDown size={14} aria-hidden />
      </Button>
      <Popover className={cx(float.popover, styles.popover)} offset={4}>
        <ListBox className={styles.menu ?? ''} items={options.map((option) => ({ id: option.value, ...option }))}>
          {(option) => (
            <ListBoxItem id={option.value} textValue={option.label} className={styles.item ?? ''}>
              {option.label}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
