/** A message's HTML, through the three walls. */
import { useEffect, useMemo, useState } from 'react';
import { Frame } from './Frame.tsx';
import { WHITE_PAPER } from './frame-style.ts';
import type { FrameEvents } from './frame-events.ts';
import { purify } from './purify.ts';
import { resolve, type Resolved } from './resolve.ts';
import { sanitizer, type SanitizeResult } from './sanitize-client.ts';
import { useFrameColours } from './use-frame-colours.ts';
import styles from './HtmlBody.module.css';

export interface HtmlNews {
  readonly remoteCount: number;
  readonly hosts: readonly string[];
  /** More is there than is shown. */
  readonly cut: boolean;
  /** The HTML cannot be shown safely in time. */
  readonly tooComplex: boolean;
}

export interface HtmlBodyProps extends FrameEvents {
  readonly title: string;
  readonly html: string;
  readonly all: boolean;
  readonly inline: Readonly<Record<string, string>>;
  readonly remotePrefix: string | null;
  readonly onNews: (news: HtmlNews) => void;
  /** Shown until the message is ready. */
  readonly waiting: React.ReactNode;
}

export function HtmlBody({ title, html, all, inline, remotePrefix, onNews, waiting, onLink, onTarget }: HtmlBodyProps) {
  const [result, setResult] = useState<{ of: string; all: boolean; value: SanitizeResult } | null>(null);
  const theme = useFrameColours();

  useEffect(() => {
    let gone = false;
    void sanitizer.sanitize(html, all).then((value) => { if (!gone) setResult({ of: html, all, value }); });
    return () => { gone = true; };
  }, [html, all]);

  const current = result?.of === html ? result.value : null;
  const clean = current?.ok ? current.html : null;
  const shown = useMemo<{ fragment: DocumentFragment; resolved: Resolved } | null>(() => {
    if (clean === null) return null;
    try {
      const fragment = purify(clean);
      return { fragment, resolved: resolve(fragment, { inline, remotePrefix }) };
    } catch {
      // Too much for the second wall: nothing of it is shown, and the bar says so.
      return null;
    }
  }, [clean, inline, remotePrefix]);

  useEffect(() => {
    if (!current) return;
    onNews({ remoteCount: shown?.resolved.remoteCount ?? 0, hosts: shown?.resolved.hosts ?? [], cut: current.ok && current.cut, tooComplex: !shown });
  }, [current, shown, onNews]);

  if (!shown) return current ? null : waiting;
  const { ownColours, ownBackground } = shown.resolved;
  const onOwnPaper = ownColours && theme.dark;
  return (
    <div className={onOwnPaper ? styles.paper : undefined}>
      <Frame title={title} fragment={shown.fragment} colours={ownColours ? WHITE_PAPER : theme} padded={onOwnPaper && !ownBackground} onLink={onLink} onTarget={onTarget} />
    </div>
  );
}
