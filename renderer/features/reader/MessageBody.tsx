/** The body with its bars: what failed, what is missing, what was not loaded, then the text. */
import { Scissors, TriangleAlert, Unplug } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import type { Failure } from '../../../shared/failure.ts';
import type { MessageView } from '../../../shared/model/message.ts';
import { keysFor } from '../../../shared/keys.ts';
import { t } from '../../../shared/locales/t.ts';
import { failureDetail, failureText } from '../../../shared/locales/engine-words.ts';
import { Button } from '../../design/primitives/Button.tsx';
import { DrawGuard } from '../../design/primitives/DrawGuard.tsx';
import { Tooltip } from '../../design/primitives/Tooltip.tsx';
import { Bar } from './Bar.tsx';
import { RemoteBar } from './bars/RemoteBar.tsx';
import type { RemoteConsent } from './bars/use-remote-consent.ts';
import { HtmlBody, type HtmlNews } from './html/HtmlBody.tsx';
import { PlainText } from './PlainText.tsx';
import { Skeleton } from './Skeleton.tsx';
import { useColourChoice } from './html/use-colour-choice.ts';
import { noTextWords } from './words.ts';
import styles from './MessageBody.module.css';

export interface MessageBodyProps {
  readonly view: MessageView;
  readonly failure: Failure | null;
  readonly remote: RemoteConsent;
  readonly onRetry: () => void;
  readonly onLink: (url: string, text: string) => void;
  readonly onTarget: (url: string | null) => void;
  readonly onSource: () => void;
  readonly onSave: () => void;
  /** Its first text is on screen. */
  readonly onShown: () => void;
}

/** After these nobody can promise that it is still there. */
const GONE: ReadonlySet<string> = new Set(['message-gone', 'folder-gone', 'not-found', 'uid-validity-changed']);
const NO_NEWS: HtmlNews = { remoteCount: 0, hosts: [], spyCount: 0, trackers: [], twoLooks: false, cut: false, all: false, tooComplex: false };

export function MessageBody({ view, failure, remote, onRetry, onLink, onTarget, onSource, onSave, onShown }: MessageBodyProps) {
  const [news, setNews] = useState<HtmlNews>(NO_NEWS);
  const [all, setAll] = useState(false);
  const [asText, setAsText] = useState(false);
  const onNews = useCallback((next: HtmlNews) => setNews((old) => (sameNews(old, next) ? old : next)), []);
  const onUndrawn = useCallback(() => setNews({ ...NO_NEWS, tooComplex: true }), []);
  const { body } = view;
  const canTurn = body?.html != null && news.twoLooks && !news.tooComplex && !asText;
  // A link that goes with its message tells nobody that it is left.
  useEffect(() => () => onTarget(null), [onTarget]);
  const colours = useColourChoice(view.row.from[0]?.address, canTurn);

  const problem = body ? null : (view.failure ?? failure);
  if (problem) return <Bar tone="danger" icon={<Unplug size={16} aria-hidden />} action={<Button onPress={onRetry}>{t('design.tryAgain')}</Button>} alert>{failureText(problem)} {problem.detail ? <q dir="auto">{failureDetail(problem)}</q> : null}{GONE.has(problem.code) ? '' : ` ${t('reader.safeOnServer')}`}</Bar>;
  if (!body) return <Skeleton />;

  const html = body.html;
  const showHtml = html !== null && !news.tooComplex && !asText;
  const cut = showHtml && news.cut && !all;
  // Not even all that can be shown is all of it.
  const stillCut = showHtml && news.cut && all && news.all;
  const blocked = showHtml && remote.offer && remote.prefix === null && news.remoteCount > 0;
  return (
    <>
      {body.damaged ? <Bar tone="warning" icon={<TriangleAlert size={16} aria-hidden />} action={<Button onPress={onSource}>{t('actions.viewSource')}</Button>}>{t('reader.damaged')}</Bar> : null}
      {html !== null && news.tooComplex ? <Bar tone="warning" icon={<TriangleAlert size={16} aria-hidden />}>{t(body.text === null ? 'reader.tooComplexNoText' : 'reader.tooComplex')}</Bar> : null}
      {(body.truncated || stillCut) && !cut ? <Bar tone="note" icon={<Scissors size={16} aria-hidden />} action={<Button onPress={onSave}>{t('reader.saveAsFile')}</Button>}>{t('reader.longSource')}</Bar> : null}
      {cut ? <Bar tone="note" icon={<Scissors size={16} aria-hidden />} action={<Button onPress={() => setAll(true)}>{t('reader.showAll')}</Button>}>{t('reader.long')}</Bar> : null}
      {blocked ? <RemoteBar news={news} consent={remote} /> : null}
      {showHtml ? (
        <DrawGuard onFailed={onUndrawn}>
          <HtmlBody title={t('reader.content')} html={html} all={all} inline={body.inline} remotePrefix={remote.prefix} original={colours.original} onNews={onNews} onLink={onLink} onTarget={onTarget} onShown={onShown} waiting={<Skeleton />} />
        </DrawGuard>
      ) : body.text !== null ? (
        <PlainText text={body.text} flowed={body.flowed} delSp={body.delSp} onLink={onLink} onTarget={onTarget} onSave={onSave} onShown={onShown} />
      ) : html === null ? (
        <PlainText text={noTextWords(view.attachments)} flowed={false} delSp={false} onLink={onLink} onTarget={onTarget} onShown={onShown} />
      ) : null}
      {canTurn || (html !== null && body.text !== null && !news.tooComplex) ? (
        <p className={styles.other}>
          {html !== null && body.text !== null && !news.tooComplex ? <Button variant="quiet" onPress={() => setAsText(!asText)}>{t(asText ? 'reader.withLayout' : 'reader.asText')}</Button> : null}
          {canTurn ? <Tooltip text={t(colours.original ? 'trust.adapted' : 'trust.original')} keys={keysFor('originalColours')}><Button variant="quiet" onPress={colours.toggle}>{t(colours.original ? 'trust.adapted' : 'trust.original')}</Button></Tooltip> : null}
        </p>
      ) : null}
    </>
  );
}

const sameNews = (a: HtmlNews, b: HtmlNews): boolean => a.remoteCount === b.remoteCount && a.cut === b.cut && a.all === b.all && a.tooComplex === b.tooComplex && a.twoLooks === b.twoLooks && a.spyCount === b.spyCount && a.hosts.join() === b.hosts.join();
