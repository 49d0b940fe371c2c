/** A plain-text body: flowed paragraphs, quote levels in colour, links that can be followed. */
import { LinkifyIt } from 'linkify-it';
import { memo, useLayoutEffect, useMemo, useState, type ReactNode } from 'react';
import { openableUrl } from '../../../shared/html/urls.ts';
import { SIGNATURE, type Paragraph } from '../../../shared/text/flowed.ts';
import { paragraphsOf } from '../../../shared/text/quote.ts';
import { t } from '../../../shared/locales/t.ts';
import { Button } from '../../design/primitives/Button.tsx';
import { QuoteButton } from './quotes/QuoteButton.tsx';
import { trailingQuote } from './quotes/trailing-quote.ts';
import styles from './PlainText.module.css';

export interface PlainTextProps {
  readonly text: string;
  readonly flowed: boolean;
  readonly delSp: boolean;
  readonly onLink: (url: string, text: string) => void;
  readonly onTarget: (url: string | null) => void;
  /** It is on screen. */
  readonly onShown?: (() => void) | undefined;
}

const linkify = new LinkifyIt({ fuzzyLink: false, fuzzyEmail: true, maxLength: 4096 });
/** Paragraphs drawn at first. */
const BEGIN = 2_000;
/** Longer paragraphs are no prose; looking for links in them takes too long. */
const LINKIFY_LIMIT = 20_000;

interface Block { depth: number; signature: boolean; lines: Paragraph[] }

export const PlainText = memo(function PlainText({ text, flowed, delSp, onLink, onTarget, onShown }: PlainTextProps) {
  const paragraphs = useMemo(() => paragraphsOf({ text, flowed, delSp }), [text, flowed, delSp]);
  const [allOf, setAllOf] = useState<string | null>(null);
  const quoteAt = useMemo(() => trailingQuote(paragraphs), [paragraphs]);
  const [unfoldedOf, setUnfoldedOf] = useState<string | null>(null);
  const isUnfolded = unfoldedOf === text;
  const shown = quoteAt === null || isUnfolded ? paragraphs.length : quoteAt;
  const cut = allOf !== text && shown > BEGIN;
  const blocks = useMemo(() => toBlocks(paragraphs.slice(0, cut ? BEGIN : shown)), [paragraphs, cut, shown]);
  useLayoutEffect(() => onShown?.(), [onShown, text]);
  return (
    <div className={styles.text} dir={direction(text.slice(0, 4000))} onMouseLeave={() => onTarget(null)}>
      {blocks.map((block, index) => (
        <div key={index} dir={direction(block.lines.map((line) => line.text).join(' ').slice(0, 4000))} className={block.signature ? styles.signature : block.depth ? styles.quote : undefined} data-depth={block.depth ? Math.min(block.depth, 4) : undefined} style={{ '--depth': Math.min(block.depth, 8) }}>
          {block.lines.map((line, at) => (
            <p key={at} dir="auto" className={styles.line}>
              {line.text.length > LINKIFY_LIMIT ? line.text : withLinks(line.text, onLink, onTarget)}
            </p>
          ))}
        </div>
      ))}
      {cut ? <Button onPress={() => setAllOf(text)}>{t('reader.showLines', { n: shown - BEGIN })}</Button> : null}
      {quoteAt === null || (cut && quoteAt > BEGIN) ? null : <QuoteButton isOpen={isUnfolded} onPress={() => setUnfoldedOf(isUnfolded ? null : text)} />}
    </div>
  );
});

/** Of the first letter that has one; `dir=auto` does not look into paragraphs that have their own. */
const direction = (text: string): 'rtl' | 'ltr' => {
  const first = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]|\p{L}/u.exec(text)?.[0] ?? '';
  return /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(first) ? 'rtl' : 'ltr';
};

function toBlocks(paragraphs: readonly Paragraph[]): Block[] {
  const blocks: Block[] = [];
  let signature = false;
  for (const paragraph of paragraphs) {
    if (paragraph.depth === 0 && paragraph.text === SIGNATURE) signature = true;
    const last = blocks.at(-1);
    if (last && last.depth === paragraph.depth && last.signature === signature) last.lines.push(paragraph);
    else blocks.push({ depth: paragraph.depth, signature, lines: [paragraph] });
  }
  return blocks;
}

function withLinks(text: string, onLink: PlainTextProps['onLink'], onTarget: PlainTextProps['onTarget']): ReactNode {
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
