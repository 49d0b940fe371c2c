/** The composer drawn from plain props. Typed text is never lost: it is saved as it is written, and a send that fails leaves everything as it was, with the reason. */
import { Trash2, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Failure, Result } from '../../../shared/failure.ts';
import type { DraftId, OperationId } from '../../../shared/ids.ts';
import type { Outgoing } from '../../../shared/ipc/contract/compose.ts';
import { t } from '../../../shared/locales/t.ts';
import { failureDetail, failureText } from '../../../shared/locales/engine-words.ts';
import { Button } from '../../design/primitives/Button.tsx';
import { IconButton } from '../../design/primitives/IconButton.tsx';
import { InlineAlert } from '../../design/primitives/InlineAlert.tsx';
import { Tooltip } from '../../design/primitives/Tooltip.tsx';
import type { Claim, SaveState } from './autosave.ts';
import { FromField, senderOf, type Sender } from './FromField.tsx';
import { obstacle, outgoingOf, settled, type Field } from './letter.ts';
import type { Asked } from './readdress.ts';
import { ReaddressNote } from './ReaddressNote.tsx';
import { RecipientField } from './RecipientField.tsx';
import { SaveTrouble, saveWords } from './SaveTrouble.tsx';
import { StartNotes } from './StartNotes.tsx';
import { useLetter, type LetterStart } from './use-letter.ts';
import { useReaddress } from './use-readdress.ts';
import styles from './ComposerPane.module.css';

export interface ComposerPaneProps {
  readonly start: LetterStart;
  readonly accounts: readonly Sender[];
  /** Names of attachments that do not go along. */
  readonly leftBehind: readonly string[];
  /** The letter was in the composer, or among the drafts, when it was asked for as this kind of answer. */
  readonly asked: Asked | null;
  readonly onSend: (outgoing: Outgoing, draft: Claim) => Promise<Result<{ operationId: OperationId }>>;
  /** Away from the screen; what is worth keeping is kept. */
  readonly onClose: () => void;
  readonly onAside: (id: DraftId, state: SaveState) => void;
  /** It goes on as a letter of its own, in here or, if it has left the screen, out of it. */
  readonly onForked: (from: DraftId, to: DraftId, isOnScreen: boolean) => void;
  /** `id`: what can be brought back. It may have left the screen meanwhile, and another one may be there. */
  readonly onDiscarded: (id: DraftId | null, isOnScreen: boolean) => void;
  /** It may have left the screen meanwhile, and another one may be there. */
  readonly onSent: (isOnScreen: boolean) => void;
  /** Not sent, or not discarded, and no longer on the screen to say so. */
  readonly onRefused: (id: DraftId, failure: Failure, what: 'send' | 'discard') => void;
}

type SendState = { readonly kind: 'writing' | 'sending' | 'discarding' } | { readonly kind: 'failed'; readonly title: string; readonly failure: Failure | null };

export function ComposerPane({ start, accounts, leftBehind, asked, onSend, onClose, onAside, onForked, onDiscarded, onSent, onRefused }: ComposerPaneProps) {
  const { initial } = start;
  const { letter, change, state, isSending, autosave } = useLetter(start, { onForked, onAside });
  const [send, setSend] = useState<SendState>({ kind: 'writing' });
  const [isOpen, setOpen] = useState(letter.typed.cc !== '' || letter.typed.bcc !== '');
  const more = isOpen || letter.chips.cc.length > 0 || letter.chips.bcc.length > 0;
  const text = useRef<HTMLTextAreaElement>(null);
  const title = t(initial.source?.kind === 'forward' ? 'compose.heading-forward' : initial.source ? 'compose.heading-reply' : 'compose.heading-new');
  const sending = isSending || send.kind === 'sending';
  /** What is pressed or typed now would come too late. */
  const busy = sending || send.kind === 'discarding';
  const isOnScreen = useRef(true);
  const from = senderOf(accounts, letter.accountId)?.id ?? letter.accountId;
  const readdress = useReaddress(asked, letter, change, busy);
  const isFoundAgain = start.saved !== null;
  const isAnswer = initial.source?.kind === 'reply' && initial.to.length > 0;

  useEffect(() => {
    if (!text.current || !(isAnswer || isFoundAgain)) return;
    text.current.focus();
    // An answer is written above what it quotes; a letter found again is written on.
    if (isAnswer) text.current.setSelectionRange(0, 0);
  }, [isAnswer, isFoundAgain]);
  useEffect(() => {
    if (state.kind === 'sent') onSent(true);
  }, [state, onSent]);
  useEffect(() => {
    isOnScreen.current = true;
    return () => { isOnScreen.current = false; };
  }, []);

  const submit = async (): Promise<void> => {
    if (busy) return;
    const ready = settled(letter);
    change(ready);
    const reason = obstacle(ready);
    if (reason) {
      setSend({ kind: 'failed', title: reason, failure: null });
      return;
    }
    setSend({ kind: 'sending' });
    const answer = await autosave.send((draft) => onSend(outgoingOf({ ...ready, accountId: from }, initial), draft));
    // Whoever is on the screen hears of it from the letter, also one that was opened again meanwhile.
    if (answer.ok) return isOnScreen.current ? undefined : onSent(false);
    if (!isOnScreen.current) onRefused(autosave.id, answer.failure, 'send');
    else setSend({ kind: 'failed', title: t('compose.notSent'), failure: answer.failure });
  };
  const discard = async (): Promise<void> => {
    if (busy) return;
    setSend({ kind: 'discarding' });
    const answer = await autosave.discard();
    if (answer.ok) onDiscarded(answer.value, isOnScreen.current);
    else if (!isOnScreen.current) onRefused(autosave.id, answer.failure, 'discard');
    else setSend({ kind: 'failed', title: t('compose.notDiscarded'), failure: answer.failure });
  };
  const recipients = (field: Field, label: string, autoFocus = false, extra?: React.ReactNode) => (
    <RecipientField label={label} chips={letter.chips[field]} typed={letter.typed[field]} isDisabled={busy} autoFocus={autoFocus}
      onChange={(chips, typed) => change({ chips: { ...letter.chips, [field]: chips }, typed: { ...letter.typed, [field]: typed } })}>
      {extra}
    </RecipientField>
  );

  return (
    <section
      aria-label={t('compose.title')} className={styles.pane} aria-busy={busy}
      onBlur={() => void autosave.flush()}
      onKeyDown={(event) => {
        // It chooses or gives up what an input method offers.
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          void submit();
        } else if (event.key === 'Escape' && !event.defaultPrevented) {
          event.stopPropagation();
          if (!sending) onClose();
        }
      }}
    >
      <header className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        <IconButton label={t('compose.close')} keys="Escape" icon={<X size={18} aria-hidden />} isDisabled={sending} onPress={onClose} />
      </header>
      <div className={styles.fields}>
        <FromField accounts={accounts} accountId={letter.accountId} isDisabled={busy} onChange={(accountId) => change({ accountId })} />
        {recipients('to', t('compose.to'), !isAnswer, more ? null : <Button variant="quiet" className={styles.more ?? ''} onPress={() => setOpen(true)}>{t('compose.more')}</Button>)}
        {more ? recipients('cc', t('compose.cc')) : null}
        {more ? recipients('bcc', t('compose.bcc')) : null}
        <div className={styles.row}>
          <label className={styles.label} htmlFor="compose-subject">{t('compose.subject')}</label>
          <input id="compose-subject" className={styles.subject} dir="auto" value={letter.subject} maxLength={998} disabled={busy} autoComplete="off" onChange={(event) => change({ subject: event.target.value })} />
        </div>
      </div>
      <textarea ref={text} aria-label={t('compose.text')} className={styles.text} dir="auto" value={letter.text} readOnly={busy} spellCheck onChange={(event) => change({ text: event.target.value })} />
      <StartNotes isForward={initial.source?.kind === 'forward'} isUnquoted={start.isUnquoted ?? false} isIncomplete={start.isIncomplete ?? false} leftBehind={leftBehind} className={styles.alert ?? ''} />
      <div aria-live="polite">
        <ReaddressNote kind={asked?.kind} {...readdress} className={styles.alert ?? ''} />
      </div>
      {sending ? null : <SaveTrouble state={state} className={styles.alert ?? ''} onKeepBoth={() => onForked(autosave.id, autosave.fork(), true)} />}
      {send.kind === 'failed' ? (
        <InlineAlert tone="error" title={send.title} className={styles.alert ?? ''}>
          {send.failure ? <p>{serverSaid(send.failure)}</p> : null}
        </InlineAlert>
      ) : null}
      <footer className={styles.foot}>
        <span role="status" className={styles.state}>{sending ? t('compose.sending') : saveWords(state)}</span>
        <IconButton label={t('compose.discard')} icon={<Trash2 size={18} aria-hidden />} placement="top" isDisabled={busy} onPress={() => void discard()} />
        <Tooltip text={t('compose.send')} keys="Mod+Enter" placement="top">
          <Button variant="primary" isDisabled={busy} onPress={() => void submit()}>{t('compose.send')}</Button>
        </Tooltip>
      </footer>
    </section>
  );
}

function serverSaid(failure: Failure): string {
  const detail = failureDetail(failure);
  return detail ? t('compose.serverSaid', { reason: failureText(failure), detail }) : failureText(failure);
}
