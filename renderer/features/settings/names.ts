/** What each setting is called and where it is, to be found by typing; `options` are other words for it. */
import { t } from '../../../shared/locales/t.ts';
import { ACCENTS, DENSITIES, THEMES } from '../../../shared/model/settings.ts';
import type { Section } from './sections.ts';

export interface SettingName {
  readonly section: Section;
  readonly label: string;
  readonly options: readonly string[];
}

/** In the order shown; made when it is asked for, in the language there is then. */
export function settingNames(): readonly SettingName[] {
  const name = (section: Section, label: string, options: readonly string[] = []): SettingName => ({ section, label, options });
  return [
    name('reading', t('settings.conversations')),
    name('reading', t('settings.order'), (['oldest', 'newest'] as const).map((value) => t(`settings.order-${value}`))),
    name('reading', t('settings.readAfter')),
    name('reading', t('settings.darkMessages')),
    name('reading', t('settings.remoteImages')),
    name('reading', t('settings.newSenders')),
    name('reading', t('settings.trusted-images')),
    name('reading', t('settings.trusted-original')),
    name('appearance', t('app.theme'), THEMES.map((value) => t(`app.theme-${value}`))),
    name('appearance', t('settings.contrast')),
    name('appearance', t('app.accent'), ACCENTS.map((value) => t(`app.accent-${value}`))),
    name('appearance', t('app.messageRows'), DENSITIES.map((value) => t(`app.density-${value}`))),
    name('appearance', t('settings.previewLines')),
    name('appearance', t('settings.dateGroups')),
    name('appearance', t('settings.language')),
    name('notifications', t('settings.notify')),
    name('notifications', t('settings.details')),
    name('notifications', t('settings.badge')),
    name('notifications', t('settings.notifiedFolders')),
  ];
}
