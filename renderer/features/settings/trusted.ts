/** Whom the user has allowed something by name, as lists to look through and take back. Pure. */
import type { Settings, SettingsChange } from '../../../shared/model/settings.ts';

export interface Trusted {
  readonly kind: 'senders' | 'domains';
  /** The address, or the domain. */
  readonly name: string;
}

const named = (kind: Trusted['kind'], entries: Readonly<Record<string, object>>, has: (entry: never) => boolean): readonly Trusted[] =>
  Object.entries(entries).filter(([, entry]) => has(entry as never)).map(([name]) => ({ kind, name })).sort((a, b) => a.name.localeCompare(b.name));

/** Their remote images come unasked: domains first, they say more. */
export const trustedWithImages = ({ senders, domains }: Pick<Settings, 'senders' | 'domains'>): readonly Trusted[] => [
  ...named('domains', domains, ({ images }: Settings['domains'][string]) => images === true),
  ...named('senders', senders, ({ images }: Settings['senders'][string]) => images === true),
];

/** Their messages are never adapted to dark mode. */
export const shownOriginal = ({ senders }: Pick<Settings, 'senders'>): readonly Trusted[] =>
  named('senders', senders, ({ original }: Settings['senders'][string]) => original === true);

/** Takes one permission back; what else was chosen for the sender stays. */
export function withdrawn({ kind, name }: Trusted, what: 'images' | 'original', { senders }: Pick<Settings, 'senders'>): SettingsChange {
  if (kind === 'domains') return { domains: { [name]: null } };
  const other = what === 'images' ? senders[name]?.original : senders[name]?.images;
  return { senders: { [name]: other === undefined ? null : { [what]: false } } };
}

/** Gives it again. */
export const given = ({ kind, name }: Trusted, what: 'images' | 'original'): SettingsChange => ({ [kind]: { [name]: { [what]: true } } });
