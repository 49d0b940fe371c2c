/** The composer drawn from plain props. Typed text is never lost: a send that fails leaves everything as it was, with the reason. */
import { Trash2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Failure, Result } from '../../../shared/failure.ts';
import type { AccountId, OperationId } from '../../../shared/ids.ts';
import type { Outgoing } from '../../../shared/ipc/contract/compose.ts';
import type { AccountSummary } from '../../../shared/model/account.ts';
import { Button } from '../../design/primitives/Button.tsx';
import { Dialog } from '../../design/primitives/Dialog.tsx';
import { IconButton } from '../../design/primitives/IconButton.tsx';
import { InlineAlert } from '../../design/primitives/InlineAlert.tsx';
import { Tooltip } from '../../design/primitives/Tooltip.tsx';
import { differs, obstacle, outgoingOf, settled, type Field } from './letter.ts';
import { RecipientField } from './RecipientField.tsx';
import { useLetter } from './use-letter.ts';
import styles from './ComposerPane.module.css';

export interface ComposerPaneProps {
  readonly initial: Outgoing;
  readonly accounts: readonly Pick<AccountSummary, 'id' | 'name' | 'email'>[];
  /** Names of attachments that do not go along. */
  readonly leftBehind: readonly string[];
  /** The text of the message that is answered could not be had. */
  readonly isUnquoted: boolean;
  readonly onSend: (outgoing: Outgoing) => Promise<Result<{ operationId: OperationId }>>;
  readonly onClose: () => void;
  readonly onSent: (operationId: OperationId) => void;
}

type SendState = { readonly kind: 'writing' | 'sending' } | { readonly kind: 'failed'; readonly title: string; readonly failure: Failure | null };

export function ComposerPane({ initial, accounts, leftBehind, isUnquoted, onSend, onClose, onSent }: ComposerPaneProps) {
  const { letter, change, kept, drop } = useLetter(initial);
  const [send, setSend] = useState<SendState>({ kind: 'writing' });
  const [asking, setAsking] = useState(false);
  const [more, setMore] = useState(letter.chips.cc.length > 0 || letter.chips.bcc.length > 0 || letter.typed.cc !== '' || letter.typed.bcc !== '');
  const text = useRef<HTMLTextAreaElement>(null);
  const title = initial.source?.kind === 'forward' ? 'Forward' : initial.source ? 'Reply' : 'New message';
  const sending = send.kind === 'sending';
  const isAnswer = initial.source?.kind === 'reply' && initial.to.length > 0;

  useEffect(() => {
    if (!isAnswer || !text.current) return;
    text.current.focus();
    text.current.setSelectionRange(0, 0);
  }, [isAnswer]);

  const submit = async (): Promise<void> => {
    if (sending) return;
    const ready = settled(letter);
    change(ready);
    const reason = obstacle(ready);
    if (reason) {
      setSend({ kind: 'failed', title: reason, failure: null });
      return;
    }
    setSend({ kind: 'sending' });
    const answer = await onSend(outgoingOf(ready, initial));
    if (answer.ok) {
      drop();
      onSent(answer.value.operationId);
    } else setSend({ kind: 'failed', title: 'The message was not sent. Your text is still here.', failure: answer.failure });
  };
  const discard = (): void => {
    if (differs(letter, initial)) setAsking(true);
    else leave();
  };
  const leave = (): void => {
    drop();
    onClose();
  };
  const recipients = (field: Field, label: string, autoFocus = false, extra?: React.ReactNode) => (
    <RecipientField label={label} chips={letter.chips[field]} typed={letter.typed[field]} isDisabled={sending} autoFocus={autoFocus}
      onChange={(chips, typed) => change({ chips: { ...letter.chips, [field]: chips }, typed: { ...letter.typed, [field]: typed } })}>
      {extra}
    </RecipientField>
  );

  return (
    <section
      aria-label="Compose" className={styles.pane} aria-busy={sending}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          void submit();
        } else if (event.key === 'Escape' && !event.defaultPrevented && !asking) {
          event.stopPropagation();
          if (!sending) discard();
        }
      }}
    >
      <h2 className={styles.title}>{title}</h2>
      <div className={styles.fields}>
        <div className={styles.row}>
          <label className={styles.label} htmlFor="compose-from">From</label>
          <select id="compose-from" className={styles.from} value={letter.accountId} disabled={sending || accounts.length < 2} onChange={(event) => change({ accountId: event.target.value as AccountId })}>
            {accounts.map(({ id, name, email }) => <option key={id} value={id}>{name ? `${name} <${email}>` : email}</option>)}
          </select>
        </div>
        {recipients('to', 'To', !isAnswer, more ? null : <Button variant="quiet" className={styles.more ?? ''} onPress={() => setMore(true)}>Cc Bcc</Button>)}
        {more ? recipients('cc', 'Cc') : null}
        {more ? recipients('bcc', 'Bcc') : null}
        <div className={styles.row}>
          <label className={styles.label} htmlFor="compose-subject">Subject</label>
          <input id="compose-subject" className={styles.subject} dir="auto" value={letter.subject} maxLength={998} disabled={sending} autoComplete="off" onChange={(event) => change({ subject: event.target.value })} />
        </div>
      </div>
      <textarea ref={text} aria-label="Message text" className={styles.text} dir="auto" value={letter.text} readOnly={sending} spellCheck onChange={(event) => change({ text: event.target.value })} />
      {isUnquoted ? (
        <InlineAlert tone="warning" title="The original text is not here" className={styles.alert ?? ''}>
          <p>It could not be fetched from the server, so this {initial.source?.kind === 'forward' ? 'forward' : 'answer'} does not hold it.</p>
        </InlineAlert>
      ) : null}
      {leftBehind.length > 0 ? (
        <InlineAlert tone="warning" title={leftBehind.length === 1 ? 'The attachment does not go along' : `The ${leftBehind.length} attachments do not go along`} className={styles.alert ?? ''}>
          <p>{`Only the text is forwarded: ${leftBehind.slice(0, 3).join(', ')}${leftBehind.length > 3 ? ' and more' : ''} ${leftBehind.length === 1 ? 'stays' : 'stay'} behind.`}</p>
        </InlineAlert>
      ) : null}
      {send.kind === 'failed' ? (
        <InlineAlert tone="error" title={send.title} className={styles.alert ?? ''}>
          {send.failure ? <p>{send.failure.message}{send.failure.detail ? ` The server said: ${send.failure.detail}` : ''}</p> : null}
        </InlineAlert>
      ) : null}
      <footer className={styles.foot}>
        <span role="status" className={styles.state}>{sending ? 'Sending…' : kept === 'kept' ? 'Kept on this computer' : kept === 'not-kept' ? 'Not kept: this browser’s storage is full. Do not close the window before sending.' : ''}</span>
        <IconButton label="Discard" icon={<Trash2 size={18} aria-hidden />} placement="top" isDisabled={sending} onPress={discard} />
        <Tooltip text="Send" keys="Mod+Enter" placement="top">
          <Button variant="primary" isDisabled={sending} onPress={() => void submit()}>Send</Button>
        </Tooltip>
      </footer>
      <Dialog
        title="Discard this message?" role="alertdialog" isOpen={asking} onClose={() => setAsking(false)}
        actions={<><Button onPress={() => setAsking(false)} autoFocus>Keep writing</Button><Button variant="danger" onPress={leave}>Discard</Button></>}
      >
        <p>What you wrote is not kept anywhere else.</p>
      </Dialog>
    </section>
  );
}
