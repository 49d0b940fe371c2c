/** Over the folders: the mark, and the button that makes them icons and names again. */
import { PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import { memo } from 'react';
import { keysFor } from '../../shared/keys.ts';
import { t } from '../../shared/locales/t.ts';
import { Mark } from '../design/Mark.tsx';
import { IconButton } from '../design/primitives/IconButton.tsx';
import styles from './Mail.module.css';
import type { FoldersWidth } from './Shell.tsx';

export const Brand = memo(function Brand({ isSmall, onTurn }: FoldersWidth) {
  return (
    <>
      {isSmall ? null : (
        <span className={styles.brand} aria-hidden="true" title={t('app.brandKeys', { keys: keysFor('help') })}>
          <Mark size={36} className={styles.mark ?? ''} />
          Godwit
        </span>
      )}
      <IconButton label={t(isSmall ? 'folders.toNames' : 'folders.toIcons')} aria-expanded={!isSmall} icon={isSmall ? <PanelLeftOpen size={18} aria-hidden /> : <PanelLeftClose size={18} aria-hidden />} onPress={onTurn} className={styles.turn ?? ''} />
    </>
  );
});
