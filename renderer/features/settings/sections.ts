/** The sections of the settings, in the order shown. */
export const SECTIONS = ['accounts', 'reading', 'appearance', 'notifications', 'tags', 'storage', 'keyboard', 'about'] as const;
export type Section = (typeof SECTIONS)[number];
