/** A message sent to many, and the way out of it: with one click (RFC 8058), by a letter or on a page; never without asking. */
import { ListX, MailX } from 'lucide-react';
import { useState } from 'react';
import type { MessageId } from '../../../../shared/ids.ts';
import type { Outgoing } from '../../../../shared/ipc/contract/compose.ts';
import type { ListDetails } from '../../../../shared/model/message-details.ts';
import { t } from '../../../../shared/locales/t.ts';
import { failureText } from '../../../../shared/locales/engine-words.ts';
import { shownTarget } from '../../../../shared/html/urls.ts';
import { visibleLine } from '../../../../shared/text/visible.ts';
import { Button } from '../../../design/primitives/Button.tsx';
import { Dialog } from '../../../design/primitives/Dialog.tsx';
import { useToasts } from '../../../design/primitives/Toasts.tsx';
import { useEngine } from '../../../engine/EngineProvider.tsx';
import { Bar } from '../Bar.tsx';
import { useOffer } from '../message-offers.ts';
import { wayOut, type WayOut } from './way-out.ts';

export interface ListBarProps {
  readonly messageId: MessageId;
  readonly list: ListDetails;
  readonly onWrite: (letter: Outgoing) => void;
}

/** What was left while this window is open: messages of the list still say so when they are opened again. */
const left = new Set<string>();

export function ListBar({ messageId, list, onWrite }: ListBarProps) {
  const engine = useEngine();
  const toasts = useToasts();
  const [asking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [, redraw] = useState(0);
  const way = wayOut(list);
  const own = visibleLine(list.id?.name ?? '', 80) || visibleLine(list.id?.value ?? '', 80);
  const name = own || t('trust.theList');
  const key = list.id?.value.toLowerCase() ?? list.oneClick?.url ?? messageId;
  useOffer('unsubscribe', way && !left.has(key) ? () => setAsking(true) : null);
  if (!way) return null;
  if (left.has(key)) return <Bar tone="note" icon={<MailX size={16} aria-hidden />}>{t('trust.unsubscribed', { name })}</Bar>;

  const leave = async (): Promise<void> => {
    setBusy(true);
    const answer = await engine.call('messages.unsubscribe', { messageId, way: way.kind });
    const opened = answer.ok && answer.value.kind === 'link' ? await engine.call('app.openLink', { url: answer.value.url }) : answer;
    setBusy(false);
    setAsking(false);
    if (!opened.ok) {
      if (opened.failure.code !== 'cancelled') toasts.show({ tone: 'error', text: t('trust.notUnsubscribed', { name, reason: failureText(opened.failure) }) });
    } else if (answer.ok && answer.value.kind === 'letter') onWrite(answer.value.letter);
    else if (answer.ok && answer.value.kind === 'done') {
      left.add(key);
      redraw((n) => n + 1);
    }
  };
  return (
    <>
      <Bar tone="note" icon={<ListX size={16} aria-hidden />} action={<Button onPress={() => setAsking(true)}>{t('trust.unsubscribe')}</Button>}>
        {own ? t('trust.list', { name: own }) : t('trust.listUnnamed')}
      </Bar>
      <Dialog
        title={t('trust.unsubscribeTitle', { name })}
        role="alertdialog"
        isOpen={asking}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button autoFocus onPress={() => setAsking(false)}>{t('trust.keepList')}</Button>
            <Button variant="primary" isDisabled={isBusy} onPress={() => void leave()}>{buttonWords(way)}</Button>
          </>
        }
      >
        <p>{whatHappens(way)}</p>
      </Dialog>
    </>
  );
}

const target = ({ url }: WayOut): string => visibleLine(shownTarget(url), 100);

function whatHappens(way: WayOut): string {
  if (way.kind === 'mailto') return t('trust.unsubscribeLetter', { address: target(way) });
  if (way.kind === 'link') return t('trust.unsubscribeLink', { host: target(way) });
  return `${t('trust.unsubscribeOneClick', { host: target(way) })}${way.isSigned ? '' : ` ${t('trust.unsubscribeUnsigned', { host: target(way) })}`}`;
}

const buttonWords = (way: WayOut): string =>
  (way.kind === 'mailto' ? t('trust.unsubscribeWrite') : way.kind === 'link' ? t('trust.unsubscribeOpen', { host: target(way) }) : t('trust.unsubscribeNow'));
