/** Opens the folders where they have no pane of their own; marked when something behind it waits for the user. */
import { Menu } from 'lucide-react';
import { memo } from 'react';
import { t } from '../../shared/locales/t.ts';
import { IconButton } from '../design/primitives/IconButton.tsx';
import unseen from '../design/primitives/Unseen.module.css';
import { useAttention } from '../engine/attention.ts';
import styles from './FoldersButton.module.css';

export const FoldersButton = memo(function FoldersButton({ onPress }: { readonly onPress: () => void }) {
  const attention = useAttention();
  return (
    <span className={styles.place} title={attention || undefined}>
      <IconButton label={t('app.showFolders')} icon={<Menu size={18} aria-hidden />} onPress={onPress} />
      <span role="status" className={styles.mark} data-on={attention !== '' || undefined}><span className={unseen.unseen}>{attention}</span></span>
    </span>
  );
});
