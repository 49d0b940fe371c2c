/** A menu at a point of the window: where the pointer is, or where the menu key was pressed. Open as long as it is there. */
import { useRef, type ReactNode } from 'react';
import { Menu as AriaMenu, Popover } from 'react-aria-components';
import { cx } from '../class-names.ts';
import float from './Float.module.css';
import styles from './Menu.module.css';

export interface MenuAtProps {
  readonly at: { readonly x: number; readonly y: number };
  readonly label: string;
  /** After a choice, and when it was left without one. */
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function MenuAt({ at, label, onClose, children }: MenuAtProps) {
  const point = useRef<HTMLSpanElement>(null);
  return (
    <>
      <span ref={point} style={{ position: 'fixed', left: at.x, top: at.y, width: 1, height: 1 }} />
      <Popover aria-label={label} triggerRef={point} isOpen onOpenChange={(open) => { if (!open) onClose(); }} placement="bottom start" offset={0} className={cx(float.popover, styles.popover)}>
        <AriaMenu aria-label={label} className={styles.menu ?? ''} autoFocus="first" onClose={onClose}>
          {children}
        </AriaMenu>
      </Popover>
    </>
  );
}
