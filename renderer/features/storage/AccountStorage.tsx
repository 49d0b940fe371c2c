/** One account's share: rows, texts and attachments with what they take, limits, and Clear. */
import { useId, useState } from 'react';
import type { StorageUse } from '../../../shared/model/storage.ts';
import { sizeWords } from '../../../shared/text/size.ts';
import { t } from '../../../shared/locales/t.ts';
import { failureText } from '../../../shared/locales/engine-words.ts';
import { dayWords } from '../../../shared/text/locale.ts';
import { Button } from '../../design/primitives/Button.tsx';
import { Select } from '../../design/primitives/Select.tsx';
import { useCommand } from '../../engine/use-command.ts';
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
  const set = useCommand('storage.set');
  const [chosen, setChosen] = useState<Partial<StorageUse['settings']>>({});
  const settings = { ...use.settings, ...chosen };
  const change = async (next: Partial<Pick<StorageUse['settings'], 'textDays' | 'attachmentOctets'>>): Promise<void> => {
    setChosen((old) => ({ ...old, ...next }));
    const result = await set.run({ accountId: use.accountId, settings: next });
    if (result.ok) await onChanged();
    setChosen({});
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
        <Select label={t('storage.keepTexts')} options={textChoices(settings)} value={daysValue(settings.textDays)} onChange={(value) => void change({ textDays: daysOf(value) })} isDisabled={set.isRunning} />
        <Select label={t('storage.keepAttachments')} options={attachmentChoices(settings)} value={String(settings.attachmentOctets)} onChange={(value) => void change({ attachmentOctets: Number(value) })} isDisabled={set.isRunning} />
      </div>
      {use.settings.textsFrom === undefined ? null : (
        <div className={styles.cleared}>
          <p className={styles.note}>{t('storage.textsCleared', { day: dayWords(use.settings.textsFrom * 1000) })}</p>
          <Button isDisabled={set.isRunning} onPress={() => void change({})}>{t('storage.fetchAgain')}</Button>
        </div>
      )}
      {set.failure ? <p role="alert" className={styles.problem}>{t('storage.notKept', { reason: failureText(set.failure) })}</p> : null}
    </section>
  );
}
