/** The settings over the window: puts together what the features have for each section. */
import { useEffect, useState, useSyncExternalStore } from 'react';
import { actionOf } from '../../shared/keys.ts';
import { t } from '../../shared/locales/t.ts';
import { Button } from '../design/primitives/Button.tsx';
import { About } from '../features/settings/About.tsx';
import { AppearanceSettings } from '../features/settings/AppearanceSettings.tsx';
import { NotificationSettings } from '../features/settings/NotificationSettings.tsx';
import { ReadingSettings } from '../features/settings/ReadingSettings.tsx';
import { SettingsDialog } from '../features/settings/SettingsDialog.tsx';
import { AccountsSettings } from '../features/setup/AccountsSettings.tsx';
import { StorageView } from '../features/storage/StorageView.tsx';
import { TagsDialog } from '../features/tags/TagsDialog.tsx';
import { KeysDialog } from './KeysDialog.tsx';
import { PermissionNote } from './notes/PermissionNote.tsx';
import { hideSettings, showSettings, shownSection, subscribeSection } from './settings-screen.ts';
import styles from './SettingsScreen.module.css';

export function SettingsScreen({ onAddAccount }: { readonly onAddAccount: () => void }) {
  const section = useSyncExternalStore(subscribeSection, shownSection);
  const [keysShown, setKeysShown] = useState(false);
  const [tagsShown, setTagsShown] = useState(false);
  useEffect(() => {
    // Also in the composer and in fields, and before there is an account.
    const onKey = (event: KeyboardEvent): void => {
      const meant = event.ctrlKey || event.metaKey ? actionOf(event, null) : null;
      if (!meant || !('action' in meant) || meant.action !== 'settings') return;
      event.preventDefault();
      showSettings();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <SettingsDialog
        section={section}
        onSection={showSettings}
        onClose={hideSettings}
        contents={{
          accounts: <AccountsSettings onAddAccount={() => { hideSettings(); onAddAccount(); }} />,
          reading: <ReadingSettings />,
          appearance: <AppearanceSettings />,
          notifications: <NotificationSettings permission={<PermissionNote />} />,
          tags: <><p className={styles.words}>{t('settings.tagsWords')}</p><Button onPress={() => setTagsShown(true)}>{t('settings.tagsOpen')}</Button></>,
          storage: <StorageView />,
          keyboard: <><p className={styles.words}>{t('settings.keyboardWords')}</p><Button onPress={() => setKeysShown(true)}>{t('settings.keyboardOpen')}</Button></>,
          about: <About />,
        }}
      />
      <TagsDialog isOpen={tagsShown} onClose={() => setTagsShown(false)} />
      <KeysDialog isOpen={keysShown} onClose={() => setKeysShown(false)} />
    </>
  );
}
