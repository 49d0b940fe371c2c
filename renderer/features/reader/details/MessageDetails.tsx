/** Why we say what we say about a sender: who checked the address, with what result, whom to believe; and what the user has allowed this sender. */
import { useCallback, useId } from 'react';
import { splitFolderId, splitMessageId } from '../../../../shared/ids.ts';
import type { MessageDetails as Details } from '../../../../shared/model/message-details.ts';
import type { MessageView } from '../../../../shared/model/message.ts';
import { t } from '../../../../shared/locales/t.ts';
import { failureText } from '../../../../shared/locales/engine-words.ts';
import { visibleLine } from '../../../../shared/text/visible.ts';
import { Button } from '../../../design/primitives/Button.tsx';
import { useToasts } from '../../../design/primitives/Toasts.tsx';
import { useEngine } from '../../../engine/EngineProvider.tsx';
import type { ProjectionState } from '../../../engine/projection-store.ts';
import { useShared } from '../../../engine/use-shared.ts';
import { checkWords, reasonWords, verdictWords } from './authentication-words.ts';
import styles from './MessageDetails.module.css';

export interface MessageDetailsProps {
  readonly view: MessageView;
  /** Null while they are on their way. */
  readonly details: Details | null;
}

export function MessageDetails({ view, details }: MessageDetailsProps) {
  const heading = useId();
  const authentication = details?.header?.authentication;
  const from = view.row.from[0]?.address ?? '';
  return (
    <section className={styles.panel} aria-labelledby={heading}>
      <h3 id={heading} className={styles.title}>{t('trust.whoChecked')}</h3>
      {authentication ? (
        <>
          <p>{verdictWords(authentication, from)} {reasonWords(authentication)}</p>
          {authentication.results.length ? <ul className={styles.checks} aria-label={t('trust.checks')}>{authentication.results.slice(0, 20).map((result, index) => <li key={index}>{checkWords(result)}</li>)}</ul> : null}
          <Trust view={view} authentication={authentication} />
        </>
      ) : <p>{details?.failure ? t('trust.notKnown', { reason: failureText(details.failure) }) : t('trust.onItsWay')}</p>}
      <Way details={details} />
      <Allowed address={from.toLowerCase()} />
    </section>
  );
}

type Authentication = NonNullable<Details['header']>['authentication'];

/** Whose word counts: what the message names is offered. It is taken back at once, or among the settings of the account. */
function Trust({ view, authentication: { reason, topmost } }: { readonly view: MessageView; readonly authentication: Authentication }) {
  const engine = useEngine();
  const toasts = useToasts();
  const { accountId } = splitFolderId(splitMessageId(view.row.id).folderId);
  if (reason !== 'not-trusted' || topmost === null) return null;
  const trust = async (authservId: string | null): Promise<void> => {
    const answer = await engine.call('accounts.trustResults', { accountId, authservId });
    if (!answer.ok) toasts.show({ tone: 'error', text: t('trust.settingNotKept', { reason: failureText(answer.failure) }) });
    else if (authservId !== null) toasts.show({ text: t('trust.trusting', { id: visibleLine(authservId, 80) }), action: { label: t('actions.undo'), onAction: () => void trust(null) } });
    else toasts.show({ text: t('trust.notTrusting') });
  };
  return <p><Button onPress={() => void trust(topmost)}>{t('trust.trustResults', { id: visibleLine(topmost, 80) })}</Button></p>;
}

type State = ProjectionState<'settings.read'>;

/** Servers that passed the message on have each left a line (RFC 5321 4.4). */
function Way({ details }: Pick<MessageDetailsProps, 'details'>) {
  const count = details?.header?.fields.filter(({ name }) => name.toLowerCase() === 'received').length ?? 0;
  return count ? <p className={styles.soft}>{t('trust.routeHop', { count })}</p> : null;
}

/** Images that come without asking, and the way back. */
function Allowed({ address }: { readonly address: string }) {
  const engine = useEngine();
  const toasts = useToasts();
  const who = useShared('settings.read', useCallback(({ value }: State): { sender: boolean; domains: string[] } => ({
    sender: value?.settings.senders[address]?.images === true,
    domains: Object.entries(value?.settings.domains ?? {}).flatMap(([domain, { images }]) => (images && (address.endsWith(`@${domain}`) || address.endsWith(`.${domain}`)) ? [domain] : [])),
  }), [address]));
  const stop = async (change: Parameters<typeof engine.call<'settings.change'>>[1]): Promise<void> => {
    const answer = await engine.call('settings.change', change);
    if (!answer.ok) toasts.show({ tone: 'error', text: t('trust.settingNotKept', { reason: failureText(answer.failure) }) });
  };
  return (
    <>
      {who.sender ? <p>{t('trust.loadsForSender', { who: visibleLine(address, 120) })} <Button variant="quiet" onPress={() => void stop({ senders: { [address]: { images: false } } })}>{t('trust.stopLoading')}</Button></p> : null}
      {who.domains.map((domain) => <p key={domain}>{t('trust.loadsForSender', { who: domain })} <Button variant="quiet" onPress={() => void stop({ domains: { [domain]: null } })}>{t('trust.stopLoading')}</Button></p>)}
    </>
  );
}
