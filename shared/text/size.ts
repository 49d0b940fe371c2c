/** Sizes as people read them. */

/** `820 bytes`, `14 kB`, `2.4 MB`; powers of 1000. */
export function sizeWords(octets: number): string {
  if (octets < 1000) return `${octets} bytes`;
  if (octets < 999_500) return `${Math.round(octets / 1000)} kB`;
  const mega = octets / 1_000_000;
  return mega < 999.5 ? `${mega < 9.95 ? mega.toFixed(1) : Math.round(mega)} MB` : `${(mega / 1000).toFixed(1)} GB`;
}
