/** A delivery report or a read confirmation, in words. */
import { CircleAlert, CircleCheck, Clock, MailCheck } from 'lucide-react';
import { useId, useState } from 'react';
import type { Report } from '../../../../shared/model/message-details.ts';
import { t } from '../../../../shared/locales/t.ts';
import { visibleLine } from '../../../../shared/text/visible.ts';
import { Button } from '../../../design/primitives/Button.tsx';
import { Bar } from '../Bar.tsx';
import { deliveryWords, nextStep, readWords, serverWords } from './report-words.ts';
import styles from './bars.module.css';

/** More recipients than this are in the text of the report. */
const MOST = 50;

export function ReportBar({ report }: { readonly report: Report }) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  if (report.kind === 'read') return <Bar tone="note" icon={<MailCheck size={16} aria-hidden />}>{readWords(report)}</Bar>;
  const { words, action, next } = deliveryWords(report);
  const Icon = action === 'failed' ? CircleAlert : action === 'delayed' ? Clock : CircleCheck;
  return (
    <>
      <Bar
        tone={action === 'failed' ? 'danger' : action === 'delayed' ? 'warning' : 'note'}
        icon={<Icon size={16} aria-hidden />}
        action={<Button aria-expanded={isOpen} aria-controls={id} onPress={() => setOpen(!isOpen)}>{t(isOpen ? 'trust.hideReport' : 'trust.reportDetails')}</Button>}
      >
        {words} {next}
      </Bar>
      <div id={id} hidden={!isOpen}>
        {isOpen ? (
          <dl className={styles.panel}>
            {report.recipients.slice(0, MOST).map(({ address, action: own, status, diagnostic }, index) => (
              <div key={index} className={styles.pair}>
                <dt><bdi>{visibleLine(address, 200) || t('reader.noAddress')}</bdi></dt>
                <dd>{own === 'failed' && next === '' ? <>{nextStep(status)} </> : null}<q dir="auto">{serverWords({ status, diagnostic })}</q></dd>
              </div>
            ))}
          </dl>
        ) : null}
      </div>
    </>
  );
}
