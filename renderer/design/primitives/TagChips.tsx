/** Tags as small words in their colour, or as dots where there is little room. */
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

/** For rows: coloured dots with names for the pointer; the row's own name says them to everybody else. */
export function TagDots({ tags, className }: TagChipsProps) {
  if (tags.length === 0) return null;
  return (
    <span aria-hidden="true" className={cx(styles.dots, className)} title={tags.map(({ name }) => visibleLine(name, 40)).join(', ')}>
      {tags.slice(0, 4).map(({ keyword, colour }) => <span key={keyword} className={styles.dot} data-tag={colour} />)}
    </span>
  );
}

/** One dot, beside a name in a menu. */
export const TagDot = ({ colour }: Pick<Tag, 'colour'>) => <span aria-hidden="true" className={styles.dot} data-tag={colour} />;
