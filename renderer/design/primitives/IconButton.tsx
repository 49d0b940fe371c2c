/** A button that is an icon: its name is for assistive technology and the tooltip, with the key beside it. */
import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import { cx } from '../class-names.ts';
import styles from './IconButton.module.css';
import { unavailable } from './unavailable.tsx';
import { Tooltip } from './Tooltip.tsx';

export interface IconButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children' | 'aria-label'> {
  /** The accessible name and the tooltip. */
  readonly label: string;
  readonly icon: ReactNode;
  /** Shown in the tooltip; not bound here. */
  readonly keys?: string | undefined;
  readonly size?: 'small' | 'regular';
  /** Drawn as on: a flag that is set. Also told as aria-pressed. */
  readonly isOn?: boolean | undefined;
  readonly tone?: 'ink' | 'flag';
  readonly placement?: 'top' | 'bottom' | 'start' | 'end';
  readonly className?: string;
  /** Why it cannot be pressed now, a sentence: greyed, and still there to be asked. */
  readonly why?: string | null | undefined;
}

export function IconButton({ label, icon, keys, size = 'regular', isOn, tone = 'ink', placement = 'bottom', className, why, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={why ? <>{label}<br />{why}</> : label} keys={why ? undefined : keys} placement={placement}>
      <AriaButton {...rest} {...unavailable(why)} aria-label={label} {...(isOn === undefined ? {} : { 'aria-pressed': isOn })} className={cx(styles.button, styles[size], isOn && styles[tone], className)}>
        {icon}
      </AriaButton>
    </Tooltip>
  );
}
