/** Images from outside that were not loaded: how many, from where, which only count readers; once, or for good where the sender is proven. */
import { ChevronDown, ImageOff } from 'lucide-react';
import { useState } from 'react';
import type { Failure } from '../../../../shared/failure.ts';
import { t } from '../../../../shared/locales/t.ts';
import { failureText } from '../../../../shared/locales/engine-words.ts';
import { visibleLine } from '../../../../shared/text/visible.ts';
import { Button } from '../../../design/primitives/Button.tsx';
import { IconButton } from '../../../design/primitives/IconButton.tsx';
import { Menu, MenuItem, MenuSeparator } from '../../../design/primitives/Menu.tsx';
import { useToasts } from '../../../design/primitives/Toasts.tsx';
import { Bar } from '../Bar.tsx';
import type { HtmlNews } from '../html/HtmlBody.tsx';
import { useOffer } from '../message-offers.ts';
import { hostWords } from '../words.ts';
import { remoteWords } from './remote-words.ts';
import type { ConsentScope, RemoteConsent } from './use-remote-consent.ts';

export interface RemoteBarProps {
  readonly news: Pick<HtmlNews, 'remoteCount' | 'hosts' | 'trackers' | 'spyCount'>;
  readonly consent: RemoteConsent;
}

export function RemoteBar({ news, consent }: RemoteBarProps) {
  const { sender } = consent;
  const [asking, setAsking] = useState(false);
  const [refusal, setRefusal] = useState<Failure | null>(null);
  const toasts = useToasts();
  const allow = async (scope: ConsentScope): Promise<void> => {
    setAsking(true);
    const failure = await consent.allow(scope);
    setRefusal(failure);
    setAsking(false);
    // The images may be there all the same, and the bar with them gone.
    if (failure && scope !== 'once') toasts.show({ tone: 'error', text: t('trust.settingNotKept', { reason: failureText(failure) }) });
  };
  useOffer('loadImages', asking ? null : () => void allow('once'));
  const never = async (): Promise<void> => {
    const failure = await consent.never();
    if (failure) toasts.show({ tone: 'error', text: t('trust.settingNotKept', { reason: failureText(failure) }) });
  };
  return (
    <Bar
      tone="note"
      icon={<ImageOff size={16} aria-hidden />}
      title={`${news.hosts.join(', ')}\n${t('trust.remoteWhy')}`}
      action={
        <>
          <Button isDisabled={asking} onPress={() => void allow('once')}>{t('trust.load')}</Button>
          <Menu label={t('trust.always')} placement="bottom end" trigger={<IconButton label={t('trust.always')} isDisabled={asking} icon={<ChevronDown size={16} aria-hidden />} />}>
            {sender ? <MenuItem label={t('trust.alwaysSender', { address: visibleLine(sender.address, 80) })} onAction={() => void allow('sender')} /> : null}
            {sender?.domain ? <MenuItem label={t('trust.alwaysDomain', { domain: visibleLine(sender.domain, 80) })} onAction={() => void allow('domain')} /> : null}
            {sender ? null : <MenuItem label={t('trust.alwaysNot')} isDisabled onAction={() => undefined} />}
            <MenuSeparator />
            <MenuItem label={t('trust.neverAsk')} onAction={() => void never()} />
          </Menu>
        </>
      }
    >
      {refusal ? t('trust.refused', { hosts: hostWords(news.hosts), reason: failureText(refusal) }) : remoteWords(news)}
    </Bar>
  );
}
