/** What one kind of thing takes, and clearing it: what that does is said before, and its end after. */
import { useRef, useState } from 'react';
import type { Failure } from '../../../shared/failure.ts';
import type { AccountId } from '../../../shared/ids.ts';
import { sizeWords } from '../../../shared/text/size.ts';
import { t } from '../../../shared/locales/t.ts';
import { failureText } from '../../../shared/locales/engine-words.ts';
import { Button } from '../../design/primitives/Button.tsx';
import { ProgressBar } from '../../design/primitives/ProgressBar.tsx';
import { useToasts } from '../../design/primitives/Toasts.tsx';
import { useCommand } from '../../engine/use-command.ts';
import styles from './StorageView.module.css';

export interface ClearRowProps {
  /** `6,300 of 41,200 messages`. */
  readonly count: string;
  readonly octets: number;
  /** The account, for the button's name. */
  readonly whose: string;
  readonly accountId: AccountId;
  readonly kind: 'texts' | 'attachments';
  readonly words: string;
  readonly onChanged: () => Promise<void>;
}

export function ClearRow({ count, octets, whose, accountId, kind, words, onChanged }: ClearRowProps) {
  const toasts = useToasts();
  const notCleared = (failure: Failure): string => t(`storage.${kind}NotCleared`, { reason: failureText(failure) });
  // Closed meanwhile: then it is told where it is seen.
  const clear = useCommand('storage.clear', (result) => { if (!result.ok) toasts.show({ text: notCleared(result.failure), tone: 'error' }); });
  const what = kind === 'texts' ? 'Texts' : 'Attachments';
  const [step, setStep] = useState<'rest' | 'asked' | 'clearing' | 'cleared'>('rest');
  const row = useRef<HTMLLIElement>(null);
  const focusRow = (): void => row.current?.focus();
  const run = async (): Promise<void> => {
    setStep('clearing');
    // The button goes: the focus stays where it was.
    focusRow();
    const result = await clear.run({ accountId, kind });
    if (result.ok) await onChanged();
    setStep(result.ok ? 'cleared' : 'rest');
  };
  return (
    <li ref={row} tabIndex={-1} className={styles.row}>
      <span className={styles.what}>{t(`storage.${kind}`)}</span>
      <span className={styles.count}>{count}</span>
      <span className={styles.size}>{sizeWords(octets)}</span>
      <span className={styles.act}>
        {step === 'rest' || step === 'cleared' ? <Button aria-label={t(`storage.clear${what}Of`, { account: whose })} isDisabled={octets === 0} onPress={() => setStep('asked')}>{t('storage.clear')}</Button> : null}
      </span>
      {step === 'asked' ? (
        <div className={styles.question} role="group" aria-label={t(`storage.clear${what}Asked`)}>
          <p role="alert">{words}</p>
          <div className={styles.buttons}>
            <Button autoFocus onPress={() => { setStep('rest'); focusRow(); }}>{t('storage.keep')}</Button>
            <Button variant="primary" onPress={() => void run()}>{t(`storage.clear${what}`)}</Button>
          </div>
        </div>
      ) : null}
      {step === 'clearing' ? <div className={styles.question}><p role="status">{t(`storage.clearing${what}Now`)}</p><ProgressBar label={t(`storage.clearing${what}`)} value={null} /></div> : null}
      {step === 'cleared' ? <p role="status" className={styles.done}>{t(`storage.${kind}AreCleared`)}</p> : null}
      {clear.failure ? <p role="alert" className={styles.problem}>{notCleared(clear.failure)}</p> : null}
    </li>
  );
}
