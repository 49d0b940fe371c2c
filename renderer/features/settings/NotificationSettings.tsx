/** What is told of new mail, where, and for which folders. */
import type { ReactNode } from 'react';
import { t } from '../../../shared/locales/t.ts';
import { useChangeSettings, useSetting } from '../../engine/settings.ts';
import { NotifiedFolders } from './NotifiedFolders.tsx';
import { SettingChoice, SettingGroup, SettingSwitch } from './Setting.tsx';

/** `permission`: what the browser has to say to it, where notifications are its business. */
export function NotificationSettings({ permission }: { readonly permission: ReactNode }) {
  const { enabled, details, badge } = useSetting('notifications');
  const change = useChangeSettings();
  return (
    <>
      {enabled ? permission : null}
      <SettingGroup title={t('settings.newMail')}>
        <SettingSwitch label={t('settings.notify')} note={t('settings.notifyNote')} isOn={enabled} onChange={(value) => change({ notifications: { enabled: value } })} />
        <SettingSwitch label={t('settings.details')} note={t('settings.detailsNote')} isOn={details} isDisabled={!enabled} onChange={(value) => change({ notifications: { details: value } })} />
        <SettingChoice label={t('settings.badge')} note={t('settings.badgeNote')} options={(['inbox', 'none'] as const).map((value) => ({ value, label: t(`settings.badge-${value}`) }))} value={badge} onChange={(value) => change({ notifications: { badge: value } })} />
      </SettingGroup>
      <NotifiedFolders isDisabled={!enabled} />
    </>
  );
}
