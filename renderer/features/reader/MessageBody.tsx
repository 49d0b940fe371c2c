/** The body with its bars: what failed, what is missing, what was not loaded, then the text. */
import { ImageOff, Scissors, TriangleAlert, Unplug } from 'lucide-react';
import { useCallback, useState } from 'react';
import type { Failure } from '../../../shared/failure.ts';
import type { MessageView } from '../../../shared/model/message.ts';
import { t } from '../../../shared/locales/t.ts';
import { failureText } from '../../../shared/locales/engine-words.ts';
import { Button } from '../../design/primitives/Button.tsx';
import { Bar } from './Bar.tsx';
import { HtmlBody, type HtmlNews } from './html/HtmlBody.tsx';
import { PlainText } from './PlainText.tsx';
import { Skeleton } from './Skeleton.tsx';
import { hostWords, remoteWords } from './words.ts';
import styles from './MessageBody.module.css';

export interface MessageBodyProps {
  readonly view: MessageView;
  readonly failure: Failure | null;
  readonly remotePrefix: string | null;
  readonly onRetry: () => void;
  readonly onAllowRemote: () => Promise<Failure | null>;
  readonly onLink: (url: string, text: string) => void;
  readonly onTarget: (url: string | null) => void;
}

/** After these nobody can promise that it is still there. */
const GONE: ReadonlySet<string> = new Set(['message-gone', 'folder-gone', 'not-found', 'uid-validity-changed']);
const NO_NEWS: HtmlNews = { remoteCount: 0, hosts: [], cut: false, tooComplex: false };

export function MessageBody({ view, failure, remotePrefix, onRetry, onAllowRemote, onLink, onTarget }: MessageBodyProps) {
  const [news, setNews] = useState<HtmlNews>(NO_NEWS);
  const [all, setAll] = useState(false);
  const [asText, setAsText] = useState(false);
  const [refusal, setRefusal] = useState<Failure | null>(null);
  const [asking, setAsking] = useState(false);
  const onNews = useCallback((next: HtmlNews) => setNews((old) => (sameNews(old, next) ? old : next)), []);
  const { body } = view;

  const problem = body ? null : (view.failure ?? failure);
  if (problem) return <Bar tone="danger" icon={<Unplug size={16} aria-hidden />} action={<Button onPress={onRetry}>{t('design.tryAgain')}</Button>} alert>{failureText(problem)} {problem.detail ? <q>{problem.detail}</q> : null}{GONE.has(problem.code) ? '' : ` ${t('reader.safeOnServer')}`}</Bar>;
  if (!body) return <Skeleton />;

  const html = body.html;
  const showHtml = html !== null && !news.tooComplex && !asText;
  const cut = showHtml && news.cut && !all;
  const blocked = showHtml && remotePrefix === null && news.remoteCount > 0;
  const allow = async (): Promise<void> => {
    setAsking(true);
    setRefusal(await onAllowRemote());
    setAsking(false);
  };
  return (
    <>
      {body.damaged ? <Bar tone="warning" icon={<TriangleAlert size={16} aria-hidden />}>{t('reader.damaged')}</Bar> : null}
      {html !== null && news.tooComplex ? <Bar tone="warning" icon={<TriangleAlert size={16} aria-hidden />}>{t(body.text === null ? 'reader.tooComplexNoText' : 'reader.tooComplex')}</Bar> : null}
      {body.truncated && !cut ? <Bar tone="note" icon={<Scissors size={16} aria-hidden />}>{t('reader.longSource')}</Bar> : null}
      {cut ? <Bar tone="note" icon={<Scissors size={16} aria-hidden />} action={<Button onPress={() => setAll(true)}>{t('reader.showAll')}</Button>}>{t('reader.long')}</Bar> : null}
      {blocked ? (
        <Bar tone="note" icon={<ImageOff size={16} aria-hidden />} title={news.hosts.join(', ')} action={<Button isDisabled={asking} onPress={() => void allow()}>{t('reader.loadRemote')}</Button>}>
          {refusal ? t('reader.remoteRefused', { hosts: hostWords(news.hosts), reason: failureText(refusal) }) : remoteWords(news.remoteCount, news.hosts)}
        </Bar>
      ) : null}
      {showHtml ? (
        <HtmlBody title={t('reader.content')} html={html} all={all} inline={body.inline} remotePrefix={remotePrefix} onNews={onNews} onLink={onLink} onTarget={onTarget} waiting={<Skeleton />} />
      ) : body.text !== null ? (
        <PlainText text={body.text} flowed={body.flowed} delSp={body.delSp} onLink={onLink} onTarget={onTarget} />
      ) : html === null ? (
        <PlainText text={t('reader.noText')} flowed={false} delSp={false} onLink={onLink} onTarget={onTarget} />
      ) : null}
      {html !== null && body.text !== null && !news.tooComplex ? <p className={styles.other}><Button variant="quiet" onPress={() => setAsText(!asText)}>{t(asText ? 'reader.withLayout' : 'reader.asText')}</Button></p> : null}
    </>
  );
}

const sameNews = (a: HtmlNews, b: HtmlNews): boolean => a.remoteCount === b.remoteCount && a.cut === b.cut && a.tooComplex === b.tooComplex && a.hosts.join() === b.hosts.join();
