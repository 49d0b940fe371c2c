/** What can be done to single messages in the reader: by the same ways as to what is selected. */
import { useMemo } from 'react';
import type { DraftId, MessageId } from '../../shared/ids.ts';
import type { Outgoing } from '../../shared/ipc/contract/compose.ts';
import { t } from '../../shared/locales/t.ts';
import { useToasts } from '../design/primitives/Toasts.tsx';
import { emptyOutgoing } from '../features/compose/letter.ts';
import type { RunAction, WhyNot } from '../../shared/message-actions.ts';
import type { CardActions } from '../features/reader/reader-actions.ts';
import { popOut } from './pop-out.ts';
import { useNewest, useStable } from './use-stable.ts';
import type { ToWrite } from './writing.ts';

export interface CardsInput {
  readonly run: RunAction;
  readonly whyNot: WhyNot;
  readonly write: (what: ToWrite) => void;
  readonly openDraft: (id: DraftId) => void;
  /** Left out where there is no list. */
  readonly search?: ((text: string) => void) | undefined;
  /** The window is one message's own already. */
  readonly isPoppedOut?: boolean;
}

export function useCards(input: CardsInput): CardActions {
  const toasts = useToasts();
  const act = useStable(input.run);
  const whyNot = useNewest(input.whyNot);
  const write = useStable((initial: Outgoing) => input.write({ kind: 'begun', initial }));
  const answer = useStable((kind: 'reply' | 'replyAll' | 'forward', messageId: MessageId) => input.write({ kind, messageId }));
  const openDraft = useStable(input.openDraft);
  const search = useStable((text: string) => input.search?.(text));
  const { isPoppedOut = false } = input;
  const canSearch = Boolean(input.search);
  return useMemo<CardActions>(() => ({
    act, answer, whyNot, write, openDraft,
    writeTo: (address, from) => write({ ...emptyOutgoing(from), to: [address] }),
    showMailFrom: canSearch ? ({ address }) => search(address) : undefined,
    popOut: isPoppedOut ? undefined : (id, isConversation) => { if (!popOut(id, isConversation)) toasts.show({ text: t('reader.popOutRefused'), tone: 'error' }); },
  }), [act, answer, whyNot, write, openDraft, search, canSearch, isPoppedOut, toasts]);
}
