/** The alert of a failed try; takes the focus when it appears. */
import { useEffect, useRef, type ReactNode } from 'react';
import { InlineAlert } from '../../design/primitives/InlineAlert.tsx';
import { failureWords, type ShownFailure } from './failure-words.ts';
import styles from './AddAccount.module.css';

/** `children`: what the user can do about it, below the words. */
export function FailureAlert({ failure, children }: { readonly failure: ShownFailure; readonly children?: ReactNode }) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    element.current?.focus({ preventScroll: true });
    element.current?.scrollIntoView({ block: 'nearest' });
  }, [failure]);
  const words = failureWords(failure);
  return (
    <InlineAlert tone="error" ref={element} title={words.title}>
      <p>{words.message}</p>
      {words.detail ? <p className={styles.detail}>{words.detail}</p> : null}
      <p>{words.advice}</p>
      {children}
    </InlineAlert>
  );
}
