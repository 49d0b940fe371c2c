/** Joins class names, leaving out what is absent. */
export const cx = (...names: readonly (string | undefined | null | false)[]): string => names.filter(Boolean).join(' ');
