/** Paragraphs of a plain text: quotes in colour by their depth, links that can be followed. */
import { LinkifyIt } from 'linkify-it';
import { memo, type ReactNode } from 'react';
import { openableUrl } from '../../../shared/html/urls.ts';
import { SIGNATURE, type Paragraph } from '../../../shared/text/flowed.ts';
import styles from './PlainText.module.css';

export interface TextLinks {
  readonly onLink: (url: string, text: string) => void;
  readonly onTarget: (url: string | null) => void;
}

export interface TextLinesProps extends TextLinks {
  readonly paragraphs: readonly Paragraph[];
  /** The signature has begun above. */
  readonly inSignature: boolean;
}

const linkify = new LinkifyIt({ fuzzyLink: false, fuzzyEmail: true, maxLength: 4096 });

interface Block { depth: number; signature: boolean; lines: Paragraph[] }

export const TextLines = memo(function TextLines({ paragraphs, inSignature, onLink, onTarget }: TextLinesProps) {
  return toBlocks(paragraphs, inSignature).map((block, index) => (
    <div key={index} dir={direction(block.lines.map((line) => line.text).join(' ').slice(0, 4000))} className={block.signature ? styles.signature : block.depth ? styles.quote : undefined} data-depth={block.depth ? Math.min(block.depth, 4) : undefined} style={{ '--depth': Math.min(block.depth, 8) }}>
      {block.lines.map((line, at) => <p key={at} dir="auto" className={styles.line}>{withLinks(line.text, { onLink, onTarget })}</p>)}
    </div>
  ));
});

/** Of the first letter that has one; `dir=auto` does not look into paragraphs that have their own. */
export const direction = (text: string): 'rtl' | 'ltr' => {
  const first = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]|\p{L}/u.exec(text)?.[0] ?? '';
  return /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(first) ? 'rtl' : 'ltr';
};

export const beginsSignature = ({ depth, text }: Paragraph): boolean => depth === 0 && text === SIGNATURE;

function toBlocks(paragraphs: readonly Paragraph[], inSignature: boolean): Block[] {
  const blocks: Block[] = [];
  let signature = inSignature;
  for (const paragraph of paragraphs) {
    signature ||= beginsSignature(paragraph);
    const last = blocks.at(-1);
    if (last && last.depth === paragraph.depth && last.signature === signature) last.lines.push(paragraph);
    else blocks.push({ depth: paragraph.depth, signature, lines: [paragraph] });
  }
  return blocks;
}

function withLinks(text: string, { onLink, onTarget }: TextLinks): ReactNode {
  const found = linkify.match(text);
  if (!found) return text;
  const parts: ReactNode[] = [];
  let at = 0;
  for (const { index, lastIndex, url, raw } of found) {
    const target = openableUrl(url);
    if (!target) continue;
    parts.push(text.slice(at, index));
    parts.push(
      <span
        key={index} role="link" tabIndex={0} className={styles.link}
        onClick={() => onLink(target, raw)}
        onKeyDown={(event) => { if (event.key === 'Enter') { event.stopPropagation(); onLink(target, raw); } }}
        onMouseEnter={() => onTarget(target)} onMouseLeave={() => onTarget(null)} onFocus={() => onTarget(target)} onBlur={() => onTarget(null)}
      >
        {raw}
      </span>,
    );
    at = lastIndex;
  }
  parts.push(text.slice(at));
  return parts;
}
