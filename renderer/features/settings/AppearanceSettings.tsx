/** How the window looks, and its language. */
import { ACCENTS, DENSITIES, THEMES } from '../../../shared/model/settings.ts';
import { t } from '../../../shared/locales/t.ts';
import { useChangeSettings, useSetting } from '../../engine/settings.ts';
import { AccentChoice } from './AccentChoice.tsx';
import { languageChoices } from './language-choices.ts';
import { SettingChoice, SettingGroup, SettingRow, SettingSelect, SettingSwitch } from './Setting.tsx';

const LINES = ['0', '1', '2'] as const;

export function AppearanceSettings() {
  const { theme, accent, contrast, density, language } = useSetting('appearance');
  const { previewLines, dateGroups } = useSetting('list');
  const change = useChangeSettings();
  return (
    <>
      <SettingGroup title={t('settings.colours')}>
        <SettingChoice label={t('app.theme')} options={THEMES.map((value) => ({ value, label: t(`app.theme-${value}`) }))} value={theme} onChange={(value) => change({ appearance: { theme: value } })} />
        <SettingSwitch label={t('settings.contrast')} note={t('settings.contrastNote')} isOn={contrast === 'more'} onChange={(isOn) => change({ appearance: { contrast: isOn ? 'more' : 'system' } })} />
        <SettingRow label={t('app.accent')}>
          <AccentChoice options={ACCENTS.map((value) => ({ value, label: t(`app.accent-${value}`) }))} value={accent} onChange={(value) => change({ appearance: { accent: value } })} />
        </SettingRow>
      </SettingGroup>
      <SettingGroup title={t('settings.messageList')}>
        <SettingChoice label={t('app.messageRows')} options={DENSITIES.map((value) => ({ value, label: t(`app.density-${value}`) }))} value={density} onChange={(value) => change({ appearance: { density: value } })} />
        <SettingChoice label={t('settings.previewLines')} note={t('settings.previewLinesNote')} options={LINES.map((value) => ({ value, label: t(`settings.previewLines-${value}`) }))} value={String(previewLines) as (typeof LINES)[number]} onChange={(value) => change({ list: { previewLines: Number(value) as 0 | 1 | 2 } })} />
        <SettingSwitch label={t('settings.dateGroups')} note={t('settings.dateGroupsNote')} isOn={dateGroups} onChange={(value) => change({ list: { dateGroups: value } })} />
      </SettingGroup>
      <SettingGroup title={t('settings.languageTitle')}>
        <SettingSelect label={t('settings.language')} note={t('settings.languageNote')} options={languageChoices(language)} value={language} onChange={(value) => change({ appearance: { language: value } })} />
      </SettingGroup>
    </>
  );
}
