/** Where the link under the pointer or the focus really goes. */
import { shownTarget } from '../../../shared/html/urls.ts';
import { HostName } from './HostName.tsx';
import styles from './LinkTarget.module.css';

export function LinkTarget({ url }: { readonly url: string | null }) {
  if (!url || url.startsWith('#')) return null;
  const host = shownTarget(url);
  const at = url.indexOf(host);
  return (
    <div className={styles.target} aria-hidden="true">
      {at === -1 || url.startsWith('mailto:') ? url : <>{url.slice(0, at)}<HostName host={host} />{url.slice(at + host.length)}</>}
    </div>
  );
}
