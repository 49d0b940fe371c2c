/** Tags as small words in their colour, or one as a dot. */
import { t } from '../../../shared/locales/t.ts';
import type { Tag } from '../../../shared/model/tag.ts';
import { visibleLine } from '../../../shared/text/visible.ts';
import { cx } from '../class-names.ts';
import styles from './TagChips.module.css';

export interface TagChipsProps {
  readonly tags: readonly Tag[];
  readonly className?: string | undefined;
}

/** A list of words, beside a subject. */
export function TagChips({ tags, className }: TagChipsProps) {
  if (tags.length === 0) return null;
  return (
    <ul aria-label={t('tags.title')} className={cx(styles.chips, className)}>
      {tags.map(({ keyword, name, colour }) => (
        <li key={keyword} className={styles.chip} data-tag={colour}>
          <bdi>{visibleLine(name, 40)}</bdi>
        </li>
      ))}
    </ul>
  );
}

/** One dot, beside a name in a menu. */
export const TagDot = ({ colour }: Pick<Tag, 'colour'>) => <span aria-hidden="true" className={styles.dot} data-tag={colour} />;
