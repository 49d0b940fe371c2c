/** An invitation: when by the clock here and there, where, who with what each has answered. */
import { CalendarDays, CalendarX } from 'lucide-react';
import { useState } from 'react';
import { splitFolderId, splitMessageId } from '../../../../shared/ids.ts';
import type { Outgoing } from '../../../../shared/ipc/contract/compose.ts';
import type { Invitation } from '../../../../shared/model/message-details.ts';
import type { Address, MessageView } from '../../../../shared/model/message.ts';
import { t } from '../../../../shared/locales/t.ts';
import { idToAnswer } from '../../../../shared/text/message-id.ts';
import { visibleLine } from '../../../../shared/text/visible.ts';
import { replySubject } from '../../../../shared/text/subject.ts';
import { Button } from '../../../design/primitives/Button.tsx';
import { recurrenceWords, whenWords } from './invitation-words.ts';
import bars from './bars.module.css';
import styles from './InvitationCard.module.css';

export interface InvitationCardProps {
  readonly view: MessageView;
  readonly invitation: Invitation;
  readonly onWrite: (letter: Outgoing) => void;
}

/** Guests shown at first. */
const AT_FIRST = 6;

export function InvitationCard({ view, invitation, onWrite }: InvitationCardProps) {
  const [all, setAll] = useState(false);
  const { method, summary, location, organizer, attendees, more, recurs } = invitation;
  const { here, there } = whenWords(invitation);
  const shown = all ? attendees : attendees.slice(0, AT_FIRST);
  const rest = attendees.length - shown.length;
  const cancelled = method === 'CANCEL' || invitation.status === 'CANCELLED';
  const Icon = cancelled ? CalendarX : CalendarDays;
  const write = (): void => {
    if (organizer) onWrite({ accountId: splitFolderId(splitMessageId(view.row.id).folderId).accountId, to: [organizer], cc: [], bcc: [], subject: replySubject(visibleLine(view.row.subject, 900)), text: '', inReplyTo: idToAnswer(view.messageIdHeader), references: [], source: null });
  };
  return (
    <section aria-label={t('trust.invitation')} className={bars.panel}>
      <div className={styles.head}>
        <Icon size={18} aria-hidden />
        <span className={styles.kind}>{methodWords(cancelled ? 'CANCEL' : method)}</span>
        <b className={styles.summary} dir="auto">{visibleLine(summary, 300) || t('trust.untitled')}</b>
      </div>
      <dl className={styles.facts}>
        {here ? <Fact name={t('trust.when')}>{here}</Fact> : null}
        {there ? <Fact name={t('trust.whenThere')}>{there}</Fact> : null}
        {recurs ? <Fact name={t('trust.repeats')}>{recurrenceWords(recurs)}</Fact> : null}
        {location ? <Fact name={t('trust.where')}><span dir="auto">{visibleLine(location, 300)}</span></Fact> : null}
        {organizer || attendees.length ? (
          <Fact name={t('trust.who')}>
            <ul className={styles.people}>
              {organizer ? <li>{t('trust.personState', { who: nameOf(organizer), state: t('trust.organizer') })}</li> : null}
              {shown.map((attendee, index) => <li key={index}>{t('trust.personState', { who: nameOf(attendee), state: t(`trust.state-${attendee.state}`) })}{attendee.optional ? ` (${t('trust.optional')})` : ''}</li>)}
              {rest > 0 ? <li><Button variant="quiet" onPress={() => setAll(true)}>{t('trust.andMore', { n: rest + more.attendees })}</Button></li> : more.attendees > 0 ? <li>{t('trust.andMore', { n: more.attendees })}</li> : null}
            </ul>
          </Fact>
        ) : null}
      </dl>
      {more.events > 0 ? <p className={styles.soft}>{t('trust.moreEvents', { count: more.events })}</p> : null}
      {method === 'REQUEST' && !cancelled ? <div className={styles.foot}><p className={styles.soft}>{t('trust.noAnswering')}</p>{organizer?.address ? <Button onPress={write}>{t('trust.writeOrganizer')}</Button> : null}</div> : null}
    </section>
  );
}

const Fact = ({ name, children }: { readonly name: string; readonly children: React.ReactNode }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
);

const nameOf = ({ name, address }: Address): string => {
  const shown = visibleLine(name, 100);
  const own = visibleLine(address, 200);
  return shown && own ? `${shown} <${own}>` : shown || own || t('reader.noAddress');
};

function methodWords(method: string): string {
  switch (method) {
    case 'REQUEST': case 'CANCEL': case 'REPLY': case 'COUNTER': return t(`trust.method-${method}`);
    default: return t('trust.method-other');
  }
}
