/** The subject over a message or a conversation, with its tags. */
import type { ReactNode } from 'react';
import { visibleLine } from '../../../shared/text/visible.ts';
import { t } from '../../../shared/locales/t.ts';
import { TagChips } from '../../design/primitives/TagChips.tsx';
import { useTagsOn } from '../../engine/tags.ts';
import styles from './ReaderPane.module.css';

export interface HeadingProps {
  readonly subject: string;
  readonly keywords: readonly string[];
  readonly children?: ReactNode;
}

export function Heading({ subject, keywords, children }: HeadingProps) {
  const tags = useTagsOn(keywords);
  return (
    <div className={styles.heading}>
      <h2 className={styles.subject} dir="auto">{visibleLine(subject, 2000) || <span className={styles.none}>{t('reader.noSubject')}</span>}</h2>
      <TagChips tags={tags} />
      {children}
    </div>
  );
}
