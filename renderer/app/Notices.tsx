/** What keeps the window from its engine, and what this computer could not keep as it should, said once and until it is dismissed, whatever else the window shows. */
import { X } from 'lucide-react';
import { t } from '../../shared/locales/t.ts';
import { failureText, noticeText, noticeTitle } from '../../shared/locales/engine-words.ts';
import { IconButton } from '../design/primitives/IconButton.tsx';
import { InlineAlert } from '../design/primitives/InlineAlert.tsx';
import type { ProjectionState } from '../engine/projection-store.ts';
import { useLine } from '../engine/EngineProvider.tsx';
import { useCommand } from '../engine/use-command.ts';
import { useShared } from '../engine/use-shared.ts';
import styles from './Notices.module.css';

const noticesOf = ({ value }: ProjectionState<'app.notices'>) => value?.notices ?? [];

export function Notices() {
  const notices = useShared('app.notices', noticesOf);
  const dismiss = useCommand('app.dismissNotice');
  const { trouble } = useLine();
  if (notices.length === 0 && !trouble) return null;
  return (
    <div className={styles.notices}>
      {trouble ? (
        <InlineAlert tone="error" title={t('app.windowLost')} className={styles.notice ?? ''}>
          <p>{t('app.keptUntilThen', { reason: failureText(trouble) })}</p>
        </InlineAlert>
      ) : null}
      {notices.map((notice) => (
        <InlineAlert key={notice.id} tone="error" title={noticeTitle(notice)} className={styles.notice ?? ''}
          action={<IconButton label={t('app.dismiss')} icon={<X size={16} aria-hidden />} onPress={() => void dismiss.run({ id: notice.id })} />}>
          <p>{noticeText(notice)}</p>
        </InlineAlert>
      ))}
    </div>
  );
}
