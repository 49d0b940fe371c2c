/** Between header and body: what is to be known before reading on, most serious first, one line each. */
import { LockKeyhole } from 'lucide-react';
import { memo } from 'react';
import type { Outgoing } from '../../../../shared/ipc/contract/compose.ts';
import type { MessageDetails } from '../../../../shared/model/message-details.ts';
import type { MessageView } from '../../../../shared/model/message.ts';
import { t } from '../../../../shared/locales/t.ts';
import type { ProjectionState } from '../../../engine/projection-store.ts';
import { useShared } from '../../../engine/use-shared.ts';
import { Bar } from '../Bar.tsx';
import { InvitationCard } from './InvitationCard.tsx';
import { ListBar } from './ListBar.tsx';
import { PackedBar } from './PackedBar.tsx';
import { PartsBar } from './PartsBar.tsx';
import { ReceiptBar } from './ReceiptBar.tsx';
import { ReportBar } from './ReportBar.tsx';
import { SenderBars } from './SenderBars.tsx';
import { toneOf } from './sender-words.ts';
import styles from './bars.module.css';

export interface MessageBarsProps {
  readonly view: MessageView;
  /** Null while they are on their way. */
  readonly details: MessageDetails | null;
  /** Opens the composer with a letter that was begun. */
  readonly onWrite: (letter: Outgoing) => void;
}

export const MessageBars = memo(function MessageBars({ view, details, onWrite }: MessageBarsProps) {
  const newSenders = useShared('settings.read', newSendersOf);
  const { id } = view.row;
  const header = details?.header;
  const isSerious = details !== null && (header?.authentication.verdict === 'failed' || details.warnings.some((warning) => toneOf(warning) !== 'note'));
  // Whoever passed a message on is who it came from: what is inside speaks to somebody else.
  const isOwn = header?.authentication.reason !== 'nested';
  // Who reports that a message did not arrive is always somebody new.
  const sender = details ? <SenderBars key="sender" view={view} details={details} newSenders={newSenders && details.report === null} onWrite={onWrite} /> : null;
  // It is there before there is anything to say: what comes is announced.
  return (
    <div className={styles.bars} aria-live="polite">
      {details ? (
        <>
          {isSerious ? sender : null}
          {details.report ? <ReportBar report={details.report} /> : null}
          {details.ambiguities.length > 0 ? <PartsBar messageId={id} details={details} /> : null}
          {[...new Set(details.protection.map(({ kind }) => kind).filter((kind) => kind !== 'tnef'))].map((kind) => <Bar key={kind} tone="note" icon={<LockKeyhole size={16} aria-hidden />}>{t(`trust.${kind}`)}</Bar>)}
          {details.protection.filter(({ kind }) => kind === 'tnef').map(({ section }) => <PackedBar key={section} messageId={id} section={section} />)}
          {isSerious ? null : sender}
          {isOwn && header && header.receiptTo.length > 0 ? <ReceiptBar view={view} to={header.receiptTo} onWrite={onWrite} /> : null}
          {isOwn && header?.list ? <ListBar messageId={id} list={header.list} onWrite={onWrite} /> : null}
          {details.invitation ? <InvitationCard view={view} invitation={details.invitation} onWrite={onWrite} /> : null}
        </>
      ) : null}
    </div>
  );
});

const newSendersOf = ({ value }: ProjectionState<'settings.read'>): boolean => value?.settings.privacy.newSenders ?? true;
