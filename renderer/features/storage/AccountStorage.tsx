/** One account's share: rows, texts and attachments with what they take, limits, and Clear. */
import { useEffect, useId, useRef, useState } from 'react';
import type { StorageUse } from '../../../shared/model/storage.ts';
import { sizeWords } from '../../../shared/text/size.ts';
import { t } from '../../../shared/locales/t.ts';
import { failureText } from '../../../shared/locales/engine-words.ts';
import { dayWords } from '../../../shared/text/locale.ts';
import { Button } from '../../design/primitives/Button.tsx';
import { Select } from '../../design/primitives/Select.tsx';
import { useToasts } from '../../design/primitives/Toasts.tsx';
import { useEngine } from '../../engine/EngineProvider.tsx';
import { ClearRow } from './ClearRow.tsx';
import { attachmentChoices, clearWords, daysOf, daysValue, fileCount, textChoices, textCount, totalOf } from './storage-words.ts';
import styles from './StorageView.module.css';

export interface AccountStorageProps {
  readonly name: string;
  readonly use: StorageUse;
  /** Something was cleared or set: the numbers are others now. */
  readonly onChanged: () => Promise<void>;
}

export function AccountStorage({ name, use, onChanged }: AccountStorageProps) {
  const heading = useId();
  const toasts = useToasts();
  const engine = useEngine();
  const [failure, setFailure] = useState<string | null>(null);
  const isOnScreen = useRef(true);
  useEffect(() => {
    isOnScreen.current = true;
    return () => { isOnScreen.current = false; };
  }, []);
  /** Changes so far: the end of an earlier one says nothing of what was chosen since. */
  const changes = useRef(0);
  const [chosen, setChosen] = useState<Partial<StorageUse['settings']>>({});
  const settings = { ...use.settings, ...chosen };
  const change = async (next: Partial<Pick<StorageUse['settings'], 'textDays' | 'attachmentOctets'>>): Promise<void> => {
    const mine = (changes.current += 1);
    setChosen((old) => ({ ...old, ...next }));
    setFailure(null);
    // None of them is cancelled: each is kept after the one before, and what could not be kept is told.
    const result = await engine.call('storage.set', { accountId: use.accountId, settings: next });
    if (!result.ok) {
      const words = t('storage.notKept', { reason: failureText(result.failure) });
      if (isOnScreen.current) setFailure(words);
      else toasts.show({ text: words, tone: 'error' });
    } else if (isOnScreen.current) await onChanged();
    if (changes.current === mine) setChosen({});
  };
  return (
    <section className={styles.account} aria-labelledby={heading}>
      <div className={styles.head}>
        <h3 id={heading} className={styles.name}>{name}</h3>
        <span className={styles.size}>{sizeWords(totalOf(use))}</span>
      </div>
      <ul className={styles.rows}>
        <li className={styles.row}>
          <span className={styles.what}>{t('storage.listOfMessages')}</span>
          <span className={styles.count}>{t('storage.messages', { count: use.summaries.count })}</span>
          <span className={styles.size}>{sizeWords(use.summaries.octets)}</span>
          <span className={styles.always}>{t('storage.alwaysKept')}</span>
        </li>
        <ClearRow count={textCount(use)} octets={use.texts.octets} whose={name} accountId={use.accountId} kind="texts" words={clearWords('texts', use)} onChanged={onChanged} />
        <ClearRow count={fileCount(use)} octets={use.attachments.octets} whose={name} accountId={use.accountId} kind="attachments" words={clearWords('attachments', use)} onChanged={onChanged} />
      </ul>
      <div className={styles.limits}>
        <Select label={t('storage.keepTexts')} options={textChoices(settings)} value={daysValue(settings.textDays)} onChange={(value) => void change({ textDays: daysOf(value) })} />
        <Select label={t('storage.keepAttachments')} options={attachmentChoices(settings)} value={String(settings.attachmentOctets)} onChange={(value) => void change({ attachmentOctets: Number(value) })} />
      </div>
      {use.settings.textsFrom === undefined ? null : (
        <div className={styles.cleared}>
          <p className={styles.note}>{t('storage.textsCleared', { day: dayWords(use.settings.textsFrom * 1000) })}</p>
          <Button onPress={() => void change({})}>{t('storage.fetchAgain')}</Button>
        </div>
      )}
      {failure ? <p role="alert" className={styles.problem}>{failure}</p> : null}
    </section>
  );
}
