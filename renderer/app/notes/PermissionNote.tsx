/** What stands between the user and notifications of this browser, in the settings. */
import { t } from '../../../shared/locales/t.ts';
import { Button } from '../../design/primitives/Button.tsx';
import { InlineAlert } from '../../design/primitives/InlineAlert.tsx';
import type { ProjectionState } from '../../engine/projection-store.ts';
import { useShared } from '../../engine/use-shared.ts';
import { askPermission, useNotePermission } from './permission.ts';
import styles from './PermissionNote.module.css';

const isByHost = ({ value }: ProjectionState<'notifications.list'>): boolean => value?.byHost ?? true;

export function PermissionNote() {
  const byHost = useShared('notifications.list', isByHost);
  const permission = useNotePermission();
  if (byHost || permission === 'granted') return null;
  if (permission === 'default') {
    return (
      <InlineAlert tone="note" className={styles.note ?? ''} title={t('settings.permissionNeeded')} action={<Button onPress={() => void askPermission()}>{t('settings.permissionAsk')}</Button>}>
        <p>{t('settings.permissionNeededWords')}</p>
      </InlineAlert>
    );
  }
  return <InlineAlert tone="warning" className={styles.note ?? ''} title={t(`settings.permission${permission === 'denied' ? 'Denied' : 'Missing'}`)}><p>{t(`settings.permission${permission === 'denied' ? 'Denied' : 'Missing'}Words`)}</p></InlineAlert>;
}
