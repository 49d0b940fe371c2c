/** How messages are read, and what strangers learn of it. */
import type { Settings } from '../../../shared/model/settings.ts';
import { t } from '../../../shared/locales/t.ts';
import { useChangeSettings, useSetting } from '../../engine/settings.ts';
import { SettingChoice, SettingGroup, SettingSelect, SettingSwitch } from './Setting.tsx';
import { TrustedList } from './TrustedList.tsx';

const READ_AFTER = ['0', '2', '5', 'never'] as const;
const secondsOf = (value: (typeof READ_AFTER)[number]): Settings['reading']['readAfter'] => (value === 'never' ? null : (Number(value) as 0 | 2 | 5));

export function ReadingSettings() {
  const { conversations } = useSetting('list');
  const { order, readAfter, darkMessages } = useSetting('reading');
  const { remoteImages, newSenders } = useSetting('privacy');
  const change = useChangeSettings();
  return (
    <>
      <SettingGroup title={t('settings.reading')}>
        <SettingSwitch label={t('settings.conversations')} note={t('settings.conversationsNote')} isOn={conversations} onChange={(value) => change({ list: { conversations: value } })} />
        <SettingChoice label={t('settings.order')} options={(['oldest', 'newest'] as const).map((value) => ({ value, label: t(`settings.order-${value}`) }))} value={order} onChange={(value) => change({ reading: { order: value } })} />
        <SettingSelect label={t('settings.readAfter')} options={READ_AFTER.map((value) => ({ value, label: t(`settings.readAfter-${value}`) }))} value={readAfter === null ? 'never' : (String(readAfter) as '0')} onChange={(value) => change({ reading: { readAfter: secondsOf(value) } })} />
        <SettingChoice label={t('settings.darkMessages')} note={t('settings.darkMessagesNote')} options={(['adapted', 'original'] as const).map((value) => ({ value, label: t(`settings.darkMessages-${value}`) }))} value={darkMessages} onChange={(value) => change({ reading: { darkMessages: value } })} />
      </SettingGroup>
      <SettingGroup title={t('settings.privacy')}>
        <SettingChoice label={t('settings.remoteImages')} note={t('settings.remoteImagesNote')} options={(['ask', 'never'] as const).map((value) => ({ value, label: t(`settings.remoteImages-${value}`) }))} value={remoteImages} onChange={(value) => change({ privacy: { remoteImages: value } })} />
        <SettingSwitch label={t('settings.newSenders')} note={t('settings.newSendersNote')} isOn={newSenders} onChange={(value) => change({ privacy: { newSenders: value } })} />
      </SettingGroup>
      <TrustedList />
    </>
  );
}
