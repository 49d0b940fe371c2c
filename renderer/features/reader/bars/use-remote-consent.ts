/** Whether images of a message may come from outside: once, or because the user trusts a sender whose address is proven. */
import { useCallback, useEffect, useState } from 'react';
import type { Failure } from '../../../../shared/failure.ts';
import type { MessageId } from '../../../../shared/ids.ts';
import type { MessageDetails } from '../../../../shared/model/message-details.ts';
import type { MessageView } from '../../../../shared/model/message.ts';
import { useEngine } from '../../../engine/EngineProvider.tsx';
import type { ProjectionState } from '../../../engine/projection-store.ts';
import { useShared } from '../../../engine/use-shared.ts';
import { provenSender, type ProvenSender } from './proven-sender.ts';

export type ConsentScope = 'once' | 'sender' | 'domain';

export interface RemoteConsent {
  /** Where allowed images are asked for; null while they are not allowed. */
  readonly prefix: string | null;
  /** False: the user wants no such question. */
  readonly offer: boolean;
  /** Whom the user may trust for good; null while the address is not proven. */
  readonly sender: ProvenSender | null;
  /** Answers why it was refused or could not be remembered, or null. */
  readonly allow: (scope: ConsentScope) => Promise<Failure | null>;
  /** No more questions, for any message. */
  readonly never: () => Promise<Failure | null>;
}

export function useRemoteConsent(messageId: MessageId | null, view: MessageView | null, details: MessageDetails | null): RemoteConsent {
  const engine = useEngine();
  const [granted, setGranted] = useState<{ readonly of: MessageId; readonly prefix: string } | null>(null);
  const sender = useProvenSender(view, details);
  const offer = useShared('settings.read', offers);
  const trusts = useShared('settings.read', useCallback(({ value }: State) => sender !== null && value !== null && (value.settings.senders[sender.address]?.images === true || (sender.domain !== null && value.settings.domains[sender.domain]?.images === true)), [sender]));
  // Once is once: whoever comes back to the message is asked again.
  if (granted !== null && granted.of !== messageId) setGranted(null);
  const prefix = granted?.of === messageId ? granted.prefix : null;

  const grant = useCallback(async (): Promise<Failure | null> => {
    if (!messageId) return null;
    const answer = await engine.call('messages.allowRemote', { messageId });
    if (!answer.ok) return answer.failure;
    setGranted({ of: messageId, prefix: answer.value.prefix });
    return null;
  }, [engine, messageId]);

  useEffect(() => {
    if (!trusts || prefix !== null || !messageId) return;
    let gone = false;
    void engine.call('messages.allowRemote', { messageId }).then((answer) => {
      // A refusal leaves the bar, with its button.
      if (!gone && answer.ok) setGranted({ of: messageId, prefix: answer.value.prefix });
    });
    return () => { gone = true; };
  }, [engine, trusts, prefix, messageId]);

  const allow = useCallback(async (scope: ConsentScope): Promise<Failure | null> => {
    const refused = await grant();
    if (refused || scope === 'once' || !sender) return refused;
    const answer = await engine.call('settings.change', scope === 'domain' && sender.domain ? { domains: { [sender.domain]: { images: true } } } : { senders: { [sender.address]: { images: true } } });
    return answer.ok ? null : answer.failure;
  }, [engine, grant, sender]);
  const never = useCallback(async (): Promise<Failure | null> => {
    const answer = await engine.call('settings.change', { privacy: { remoteImages: 'never' } });
    return answer.ok ? null : answer.failure;
  }, [engine]);
  return { prefix, offer, sender, allow, never };
}

type State = ProjectionState<'settings.read'>;
const offers = ({ value }: State): boolean => value?.settings.privacy.remoteImages !== 'never';

function useProvenSender(view: MessageView | null, details: MessageDetails | null): ProvenSender | null {
  const [found, setFound] = useState<ProvenSender | null>(null);
  const address = view && details ? provenSender(view.row.from, details) : null;
  useEffect(() => {
    if (address === null) return;
    let gone = false;
    // The list of public suffixes is large and wanted by nobody before this.
    void import('../../../../shared/trust/domain.ts').then(({ domainOf, registrableDomain }) => {
      if (!gone) setFound({ address, domain: registrableDomain(domainOf(address)) });
    });
    return () => { gone = true; };
  }, [address]);
  return found !== null && found.address === address ? found : null;
}
