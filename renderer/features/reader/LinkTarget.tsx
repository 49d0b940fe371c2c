/** Where the link under the pointer or the focus really goes. */
import { shownTarget } from '../../../shared/html/urls.ts';
import styles from './LinkTarget.module.css';

export function LinkTarget({ url }: { readonly url: string | null }) {
  if (!url || url.startsWith('#')) return null;
  const host = shownTarget(url);
  const at = url.indexOf(host);
  return (
    <div className={styles.target} aria-hidden="true">
      {at === -1 ? url : <>{url.slice(0, at)}<b>{host}</b>{url.slice(at + host.length)}</>}
    </div>
  );
}
