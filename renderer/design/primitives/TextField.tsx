/** One line of text with its label, a quiet note and an error. */
import type { ReactNode, Ref } from 'react';
import { TextField as AriaTextField, FieldError, Input, Label, Text, type TextFieldProps as AriaTextFieldProps } from 'react-aria-components';
import { cx } from '../class-names.ts';
import styles from './field.module.css';

export interface TextFieldProps extends Omit<AriaTextFieldProps, 'className' | 'style' | 'children'> {
  readonly label: string;
  readonly placeholder?: string;
  /** Shown under the field while nothing is wrong. */
  readonly note?: ReactNode;
  /** What is wrong with the value, a whole sentence; makes the field invalid. */
  readonly error?: string | null;
  /** The label is for assistive technology alone: what is beside the field says it. */
  readonly isLabelHidden?: boolean;
  readonly className?: string;
  readonly inputRef?: Ref<HTMLInputElement>;
}

export function TextField({ label, placeholder, note, error, isLabelHidden = false, className, inputRef, ...rest }: TextFieldProps) {
  return (
    <AriaTextField {...rest} {...(isLabelHidden ? { 'aria-label': label } : {})} isInvalid={Boolean(error)} className={cx(styles.field, className)}>
      {isLabelHidden ? null : <Label className={styles.label ?? ''}>{label}</Label>}
      <Input className={styles.input ?? ''} {...(placeholder ? { placeholder } : {})} {...(inputRef ? { ref: inputRef } : {})} />
      {error ? (
        <FieldError className={styles.error ?? ''}>{error}</FieldError>
      ) : note ? (
        <Text slot="description" className={styles.note ?? ''}>
          {note}
        </Text>
      ) : null}
    </AriaTextField>
  );
}
