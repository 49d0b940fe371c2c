/** A host as it goes over the wire, with the part that somebody has registered in bold, and its letters beside it where it has others. */
import { t } from '../../../shared/locales/t.ts';
import { useDomains } from './domains.ts';

/** `host` may have a port. Whoever owns the bold part owns all before it. */
export function HostName({ host }: { readonly host: string }) {
  const domains = useDomains(true);
  const name = host.replace(/:\d+$/u, '');
  const own = domains?.registrableDomain(name) ?? null;
  const at = own === null ? -1 : name.lastIndexOf(own);
  const letters = domains && name.includes('xn--') ? domains.unicodeDomain(name) : name;
  return (
    <>
      {own === null || at === -1 ? <b>{host}</b> : <>{name.slice(0, at)}<b>{own}</b>{host.slice(at + own.length)}</>}
      {letters === name ? null : <> ({t('trust.inLetters', { name: letters })})</>}
    </>
  );
}
