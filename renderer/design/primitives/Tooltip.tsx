/** A name on hover or focus, with the key that does the same. */
import type { ReactElement, ReactNode } from 'react';
import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components';
import { Keys } from './Keys.tsx';
import styles from './Tooltip.module.css';

export interface TooltipProps {
  /** One focusable react-aria element. */
  readonly children: ReactElement;
  readonly text: ReactNode;
  /** Keys as in shared/keys.ts, `Shift+U`; shown, not bound. */
  readonly keys?: string | undefined;
  readonly placement?: 'top' | 'bottom' | 'start' | 'end';
}

export function Tooltip({ children, text, keys, placement = 'bottom' }: TooltipProps) {
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      {children}
      <AriaTooltip placement={placement} offset={6} className={styles.tooltip ?? ''}>
        {text}
        {keys ? <Keys keys={keys} /> : null}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
