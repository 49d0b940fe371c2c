/** A button with words. `primary` once per view; `danger` only to confirm what cannot be undone. */
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import { cx } from '../class-names.ts';
import styles from './Button.module.css';
import { unavailable } from './unavailable.tsx';

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style'> {
  readonly variant?: 'primary' | 'secondary' | 'quiet' | 'danger';
  readonly size?: 'regular' | 'large';
  readonly className?: string;
  /** Why it cannot be pressed now, a sentence: greyed, and still there to be asked. */
  readonly why?: string | null | undefined;
}

export function Button({ variant = 'secondary', size = 'regular', className, why, ...rest }: ButtonProps) {
  return <AriaButton {...rest} {...unavailable(why)} className={cx(styles.button, styles[variant], styles[size], className)} />;
}
