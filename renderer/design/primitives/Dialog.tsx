/** A dialog over everything: to confirm what cannot be undone, and to add an account. */
import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { cx } from '../class-names.ts';
import float from './Float.module.css';
import styles from './Dialog.module.css';

export interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  /** Asked for by Escape or a click beside it. */
  readonly onClose: () => void;
  readonly role?: 'dialog' | 'alertdialog';
  readonly width?: number;
  /** A click beside it does not close it: it holds typed text. */
  readonly isKeptOpen?: boolean;
  readonly children: ReactNode;
  /** Buttons, the safe one first. */
  readonly actions?: ReactNode;
}

export function Dialog({ title, isOpen, onClose, role = 'dialog', width = 440, isKeptOpen = false, children, actions }: DialogProps) {
  return (
    <ModalOverlay isOpen={isOpen} onOpenChange={(open) => { if (!open) onClose(); }} isDismissable={role === 'dialog' && !isKeptOpen} className={float.veil ?? ''}>
      <Modal className={cx(float.frame, styles.modal)} style={{ maxWidth: width }}>
        <AriaDialog role={role} className={styles.dialog ?? ''}>
          <Heading slot="title" className={styles.title ?? ''}>
            {title}
          </Heading>
          <div className={styles.body}>{children}</div>
          {actions ? <div className={styles.actions}>{actions}</div> : null}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
