/** What is seen of an attachment: dead pixels, plain text, or a PDF in the browser's own viewer. */
import { useEffect, useLayoutEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { t } from '../../../../shared/locales/t.ts';
import { failureText } from '../../../../shared/locales/engine-words.ts';
import { visibleLine } from '../../../../shared/text/visible.ts';
import { ProgressBar } from '../../../design/primitives/ProgressBar.tsx';
import { Picture } from './Picture.tsx';
import { textBlocks } from './text-blocks.ts';
import type { PreviewContent, PreviewState } from './use-preview.ts';
import type { Zoom } from './zoom.ts';
import styles from './Preview.module.css';

export interface PreviewBodyProps {
  readonly state: PreviewState;
  readonly name: string;
  readonly zoom: Zoom;
  /** What can be done with something that is not shown. */
  readonly otherwise: ReactNode;
}

export function PreviewBody({ state, name, zoom, otherwise }: PreviewBodyProps) {
  if (!state) return <div className={styles.body}><div className={styles.wait}><ProgressBar label={t('attachments.loading', { name })} value={null} /></div></div>;
  const none = (words: string): ReactNode => <div className={styles.body}><div className={styles.none}><p role="status">{words}</p><div className={styles.buttons}>{otherwise}</div></div></div>;
  if ('failure' in state) return none(t('attachments.failed', { reason: failureText(state.failure) }));
  const { content } = state;
  switch (content.kind) {
    case 'none': return none(t(`attachments.none-${content.reason}`));
    case 'image': return <Image content={content} name={name} zoom={zoom} failed={none(t('attachments.none-unreadable'))} />;
    case 'text': return <Text content={content} name={name} />;
    case 'pdf': return content.path !== null && navigator.pdfViewerEnabled ? <Pdf path={content.path} name={name} /> : none(t('attachments.none-viewer'));
  }
}

function Text({ content: { text, truncated }, name }: { readonly content: PreviewContent & { kind: 'text' }; readonly name: string }) {
  const blocks = useMemo(() => textBlocks(text), [text]);
  return (
    <div className={styles.body} tabIndex={0} role="region" aria-label={name}>
      {/* Pieces never change places. */}
      <pre className={styles.text} dir="auto">{blocks.map((block, index) => <div key={index} className={styles.block}>{block}</div>)}</pre>
      {truncated ? <p className={styles.cut}>{t('attachments.textCut')}</p> : null}
    </div>
  );
}

function Image({ content, name, zoom, failed }: { readonly content: PreviewContent & { kind: 'image' }; readonly name: string; readonly zoom: Zoom; readonly failed: ReactNode }) {
  const body = useRef<HTMLDivElement>(null);
  const [box, setBox] = useState<{ width: number; height: number } | null>(null);
  const [isBroken, setBroken] = useState(false);
  useLayoutEffect(() => {
    const element = body.current;
    if (!element) return;
    const measure = (): void => setBox({ width: element.clientWidth - 48, height: element.clientHeight - 48 });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  if (isBroken) return failed;
  const wanted = zoom === 'fit' ? box : { width: content.width * zoom, height: content.height * zoom };
  return (
    <div ref={body} className={styles.body} tabIndex={0} role="region" aria-label={name}>
      {box && wanted ? <Picture image={content} box={wanted} grow={zoom !== 'fit'} label={visibleLine(name, 200)} className={styles.picture} onFailed={() => setBroken(true)} /> : null}
    </div>
  );
}

/** Without its own toolbar, which knows ways to send the document elsewhere. */
const VIEW = '#toolbar=0&navpanes=0&view=FitH';

function Pdf({ path, name }: { readonly path: string; readonly name: string }) {
  useEffect(() => {
    // A link in the document would take the whole window to its address: the browser asks before anything is contacted.
    const stay = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener('beforeunload', stay);
    return () => removeEventListener('beforeunload', stay);
  }, []);
  return <iframe className={styles.pdf} src={`${path}${VIEW}`} title={name} referrerPolicy="no-referrer" />;
}
