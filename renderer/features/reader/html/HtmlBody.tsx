/** A message's HTML, through the three walls. */
import { useEffect, useState } from 'react';
import { Frame } from './Frame.tsx';
import { WHITE_PAPER } from './frame-style.ts';
import type { FrameEvents } from './frame-events.ts';
import { sanitizer, type SanitizeResult } from './sanitize-client.ts';
import { usePrepared } from './use-prepared.ts';
import { useFrameColours } from './use-frame-colours.ts';
import styles from './HtmlBody.module.css';

export interface HtmlNews {
  readonly remoteCount: number;
  readonly hosts: readonly string[];
  /** How many of them only count readers, and whose they are. */
  readonly spyCount: number;
  readonly trackers: readonly string[];
  /** The window is dark and the message has colours of its own: they can be shown in two ways. */
  readonly twoLooks: boolean;
  /** More is there than is shown. */
  readonly cut: boolean;
  /** This is told of all that can be shown, not of its beginning. */
  readonly all: boolean;
  /** The HTML cannot be shown safely in time. */
  readonly tooComplex: boolean;
}

export interface HtmlBodyProps extends FrameEvents {
  readonly title: string;
  readonly html: string;
  readonly all: boolean;
  readonly inline: Readonly<Record<string, string>>;
  readonly remotePrefix: string | null;
  /** In a dark window: its colours as they were made. */
  readonly original: boolean;
  readonly onNews: (news: HtmlNews) => void;
  /** It is on screen. */
  readonly onShown?: (() => void) | undefined;
  /** Shown until the message is ready. */
  readonly waiting: React.ReactNode;
}

export function HtmlBody({ title, html, all, inline, remotePrefix, original, onNews, onShown, waiting, onLink, onTarget }: HtmlBodyProps) {
  const [result, setResult] = useState<{ of: string; all: boolean; value: SanitizeResult } | null>(() => {
    const value = sanitizer.known(html, all);
    return value && { of: html, all, value };
  });
  const theme = useFrameColours();

  useEffect(() => {
    let gone = false;
    void sanitizer.sanitize(html, all).then((value) => { if (!gone) setResult((old) => (old?.of === html && old.all === all && old.value === value ? old : { of: html, all, value })); });
    return () => { gone = true; };
  }, [html, all]);

  const current = result?.of === html ? result.value : null;
  const isAll = result?.of === html && result.all;
  const clean = current?.ok ? current : null;
  const prepared = usePrepared(clean, { inline, remotePrefix, dark: theme.dark, original });
  const shown = prepared ?? null;
  /** Still being made ready. */
  const isComing = clean !== null && prepared === undefined;

  useEffect(() => {
    if (!current || isComing) return;
    const { remoteCount = 0, hosts = [], spyCount = 0, trackers = [] } = shown?.resolved ?? {};
    onNews({ remoteCount, hosts, spyCount, trackers, twoLooks: theme.dark && shown !== null && shown.look !== 'theme', cut: current.ok && current.cut, all: isAll, tooComplex: !shown });
  }, [current, isAll, shown, isComing, theme.dark, onNews]);

  if (!shown) return current && !isComing ? null : waiting;
  const onOwnPaper = shown.look === 'paper' && theme.dark;
  return (
    <div className={onOwnPaper ? styles.paper : undefined}>
      <Frame title={title} fragment={shown.fragment} css={shown.css} colours={shown.look === 'paper' ? WHITE_PAPER : theme} padded={onOwnPaper && !shown.ownBackground} onLink={onLink} onTarget={onTarget} onShown={onShown} />
    </div>
  );
}
