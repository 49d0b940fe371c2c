/** Delivery reports and read confirmations in words: who, what, why, what to do. */
import type { Report } from '../../../../shared/model/message-details.ts';
import { t } from '../../../../shared/locales/t.ts';
import { visibleLine } from '../../../../shared/text/visible.ts';

type Delivery = Extract<Report, { kind: 'delivery' }>;
type Action = Delivery['recipients'][number]['action'];

/** What went worst is what the bar speaks of. */
const BY_WEIGHT: readonly Action[] = ['failed', 'delayed', 'unknown', 'expanded', 'relayed', 'delivered'];

/** Enhanced status codes (RFC 3463) that tell what to do; the longest that fits counts. */
const REASONS = [
  ['x.1.0', 'trust.whyAddress'], ['x.1.1', 'trust.whyAddress'], ['x.1.2', 'trust.whyDomain'], ['x.1.3', 'trust.whyAddress'], ['x.1.6', 'trust.whyAddress'], ['x.1.10', 'trust.whyDomain'],
  ['x.2.1', 'trust.whyAddress'], ['x.2.2', 'trust.whyFull'], ['x.2.3', 'trust.whySize'], ['x.3.4', 'trust.whySize'], ['x.3.1', 'trust.whyFull'],
  ['x.4', 'trust.whyNetwork'], ['x.7', 'trust.whyPolicy'],
] as const;

export function deliveryWords({ recipients }: Delivery): { words: string; action: Action; next: string } {
  const action = BY_WEIGHT.find((one) => recipients.some((recipient) => recipient.action === one)) ?? 'unknown';
  const those = recipients.filter((recipient) => recipient.action === action);
  const who = visibleLine(those[0]?.address ?? '', 120) || t('reader.noAddress');
  const count = Math.max(1, those.length);
  return { words: t(`trust.action-${action}`, { who, count }), action, next: action === 'failed' ? sharedStep(those) : '' };
}

/** What is true of one address is not said of the others: empty where they failed for different reasons. */
function sharedStep(failed: Delivery['recipients']): string {
  const steps = new Set(failed.map(({ status }) => nextStep(status)));
  return steps.size === 1 ? [...steps][0]! : '';
}

/** What the server said of one of them; its code once, though servers mostly write it into their words too. */
export function serverWords({ status, diagnostic }: Pick<Delivery['recipients'][number], 'status' | 'diagnostic'>): string {
  return visibleLine((diagnostic.includes(status) ? diagnostic : `${status} ${diagnostic}`).trim(), 1000);
}

export function nextStep(status: string): string {
  const found = /^[245]\.(\d{1,3})\.(\d{1,3})/u.exec(status.trim());
  if (!found) return t('trust.whyOther');
  const exact = REASONS.find(([code]) => code === `x.${found[1]}.${found[2]}`);
  return t((exact ?? REASONS.find(([code]) => code === `x.${found[1]}`))?.[1] ?? 'trust.whyOther');
}

export function readWords({ address, disposition, automatic }: Extract<Report, { kind: 'read' }>): string {
  const who = visibleLine(address, 120) || t('reader.noAddress');
  const words = disposition === 'displayed' ? t('trust.read-displayed', { who }) : disposition === 'deleted' ? t('trust.read-deleted', { who }) : t('trust.read-other', { who, disposition: visibleLine(disposition, 40) });
  return automatic ? `${words} ${t('trust.readAutomatic')}` : words;
}
