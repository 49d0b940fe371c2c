/** A plain-text body: flowed paragraphs, quote levels in colour, links that can be followed. A long one is drawn portion by portion, a very long one as far as is asked for. */
import { memo, useEffect, useLayoutEffect, useMemo, useState } from 'react';
import { t } from '../../../shared/locales/t.ts';
import { Button } from '../../design/primitives/Button.tsx';
import { QuoteButton } from './quotes/QuoteButton.tsx';
import { trailingQuote } from './quotes/trailing-quote.ts';
import { portionsUpTo } from './text-portions.ts';
import { beginsSignature, direction, TextLines, type TextLinks } from './TextLines.tsx';
import styles from './PlainText.module.css';

export interface PlainTextProps extends TextLinks {
  readonly text: string;
  readonly flowed: boolean;
  readonly delSp: boolean;
  /** Saves the whole message, for what is too long to be read here. */
  readonly onSave?: (() => void) | undefined;
  /** It is on screen. */
  readonly onShown?: (() => void) | undefined;
}

/** Drawn without being asked for, and with each press of the button; UTF-16 units and lines. */
const STEP = { length: 120_000, lines: 2_000 } as const;
/** Milliseconds between two portions, for whatever else the window has to do. */
const PAUSE = 16;

export const PlainText = memo(function PlainText({ text, flowed, delSp, onLink, onTarget, onSave, onShown }: PlainTextProps) {
  const [asked, setAsked] = useState<{ of: string; steps: number }>({ of: text, steps: 1 });
  const steps = asked.of === text ? asked.steps : 1;
  const portions = useMemo(() => portionsUpTo(text, STEP.length * steps, STEP.lines * steps, { flowed, delSp }), [text, flowed, delSp, steps]);
  // Only where all of it is here at first: what stands below the quote may be further down, and what somebody asked to see is not folded away.
  const isWhole = steps === 1 && (portions.at(-1)?.end ?? 0) >= text.length;
  const quoteAt = useMemo(() => (isWhole ? trailingQuote(portions.flatMap(({ paragraphs }) => paragraphs)) : null), [portions, isWhole]);
  const [unfoldedOf, setUnfoldedOf] = useState<string | null>(null);
  const isUnfolded = unfoldedOf === text;
  const shown = useMemo(() => upTo(portions, quoteAt === null || isUnfolded ? Infinity : quoteAt), [portions, quoteAt, isUnfolded]);
  const [progress, setProgress] = useState({ of: text, count: 1 });
  const count = Math.min(progress.of === text ? progress.count : 1, shown.length);
  useEffect(() => {
    if (count >= shown.length) return undefined;
    const timer = setTimeout(() => setProgress({ of: text, count: count + 1 }), PAUSE);
    return () => clearTimeout(timer);
  }, [text, count, shown.length]);
  useLayoutEffect(() => onShown?.(), [onShown, text]);
  const isFolded = quoteAt !== null && !isUnfolded;
  const isDrawn = count >= shown.length;
  const isCut = !isFolded && isDrawn && (portions.at(-1)?.end ?? 0) < text.length;
  return (
    <div className={styles.text} dir={direction(text.slice(0, 4000))} onMouseLeave={() => onTarget(null)}>
      {shown.slice(0, count).map((part, index) => <TextLines key={index} paragraphs={part.paragraphs} inSignature={part.inSignature} onLink={onLink} onTarget={onTarget} />)}
      {isCut ? (
        <div className={styles.more}>
          <Button onPress={() => setAsked({ of: text, steps: steps + 1 })}>{t('reader.showMore')}</Button>
          {onSave ? <Button variant="quiet" onPress={onSave}>{t('reader.saveAsFile')}</Button> : null}
        </div>
      ) : null}
      {quoteAt === null || !isDrawn ? null : <QuoteButton isOpen={isUnfolded} onPress={() => setUnfoldedOf(isUnfolded ? null : text)} />}
    </div>
  );
});

interface Shown { readonly paragraphs: ReturnType<typeof portionsUpTo>[number]['paragraphs']; readonly inSignature: boolean }

/** The portions before that paragraph. */
function upTo(portions: ReturnType<typeof portionsUpTo>, end: number): Shown[] {
  const shown: Shown[] = [];
  let at = 0;
  let inSignature = false;
  for (const { paragraphs } of portions) {
    if (at >= end) break;
    shown.push({ paragraphs: at + paragraphs.length <= end ? paragraphs : paragraphs.slice(0, end - at), inSignature });
    inSignature ||= paragraphs.some(beginsSignature);
    at += paragraphs.length;
  }
  return shown;
}
