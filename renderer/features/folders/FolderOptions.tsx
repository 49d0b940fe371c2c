/** What holds for one folder on this computer: shown among favourites and views, told of, kept. */
import { useEffect, useState } from 'react';
import { withChange, type StorageSettings } from '../../../shared/model/storage.ts';
import { visibleLine } from '../../../shared/text/visible.ts';
import { t } from '../../../shared/locales/t.ts';
import { failureText } from '../../../shared/locales/engine-words.ts';
import { Button } from '../../design/primitives/Button.tsx';
import { Checkbox } from '../../design/primitives/Checkbox.tsx';
import { Dialog } from '../../design/primitives/Dialog.tsx';
import { Select } from '../../design/primitives/Select.tsx';
import { useEngine } from '../../engine/EngineProvider.tsx';
import type { FolderPlace } from '../../engine/folders.ts';
import { useChangeSettings, useSetting } from '../../engine/settings.ts';
import styles from './FolderOptions.module.css';
import { keepChoices, keepDays, keepValue, type Kept } from './keep-choices.ts';

export function FolderOptions({ folder, onClose }: { readonly folder: FolderPlace; readonly onClose: () => void }) {
  const chosen = useSetting('folders')[folder.id] ?? {};
  const change = useChangeSettings();
  const set = (what: Partial<typeof chosen>): void => change({ folders: { [folder.id]: what } });
  return (
    <Dialog
      title={t('folders.optionsFor', { name: visibleLine(folder.name, 60) })}
      isOpen
      onClose={onClose}
      actions={<Button variant="primary" autoFocus onPress={onClose}>{t('design.done')}</Button>}
    >
      <div className={styles.options}>
        <Checkbox isSelected={chosen.favourite === true} onChange={(favourite) => set({ favourite })}>{t('folders.optionFavourite')}</Checkbox>
        <Checkbox isSelected={chosen.unified !== false} onChange={(unified) => set({ unified })}>{t('folders.optionUnified')}</Checkbox>
        <Checkbox isSelected={chosen.notify ?? folder.role === 'inbox'} onChange={(notify) => set({ notify })}>{t('folders.optionNotify')}</Checkbox>
        <Keep folder={folder} />
      </div>
    </Dialog>
  );
}

/** How many days of its texts are kept here: asked of the engine when it is shown. */
function Keep({ folder }: { readonly folder: FolderPlace }) {
  const engine = useEngine();
  const [settings, setSettings] = useState<StorageSettings | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isRunning, setRunning] = useState(false);
  useEffect(() => {
    let isCurrent = true;
    void engine.call('storage.summary', {}).then((result) => {
      if (!isCurrent) return;
      if (result.ok) setSettings(result.value.accounts.find(({ accountId }) => accountId === folder.accountId)?.settings ?? null);
      else setProblem(t('folders.keepNotKnown', { reason: failureText(result.failure) }));
    });
    return () => { isCurrent = false; };
  }, [engine, folder.accountId]);
  const choose = async (value: Kept): Promise<void> => {
    if (!settings) return;
    setRunning(true);
    const kept = { folders: { [folder.id]: keepDays(value) } };
    const result = await engine.call('storage.set', { accountId: folder.accountId, settings: kept });
    setRunning(false);
    setProblem(result.ok ? null : t('folders.keepNotSet', { reason: failureText(result.failure) }));
    if (result.ok) setSettings(withChange(settings, kept));
  };
  return (
    <>
      <Select label={t('folders.optionKeep')} options={keepChoices(settings, folder.id)} value={keepValue(settings, folder.id)} isDisabled={settings === null || isRunning} onChange={(value) => void choose(value)} className={styles.keep ?? ''} />
      <p className={styles.note}>{t('folders.keepNote')}</p>
      {problem ? <p role="alert" className={styles.problem}>{problem}</p> : null}
    </>
  );
}
