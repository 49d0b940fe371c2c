/** Warnings about a sender in words, and how serious each is. */
import type { Warning } from '../../../../shared/model/message-details.ts';
import { t } from '../../../../shared/locales/t.ts';
import { visibleLine } from '../../../../shared/text/visible.ts';
import type { BarProps } from '../Bar.tsx';

type Tone = BarProps['tone'];

const TONES: Readonly<Record<Warning['code'], Tone>> = {
  'name-has-other-address': 'danger', 'look-alike': 'danger', 'mixed-scripts': 'danger',
  'name-hides-characters': 'warning', 'several-senders': 'warning', 'malformed-sender': 'warning', 'no-sender': 'warning', 'reply-to-elsewhere': 'warning', 'sender-differs': 'warning', 'encoded-domain': 'warning',
  'first-time-sender': 'note',
};
const WEIGHT: Readonly<Record<Tone, number>> = { danger: 0, warning: 1, note: 2 };

export const toneOf = ({ code }: Warning): Tone => TONES[code];

/** Most serious first; each said once. */
export function inOrder(warnings: readonly Warning[]): Warning[] {
  const said = new Set<string>();
  return warnings.filter((warning) => {
    const words = warningWords(warning);
    return said.has(words) ? false : Boolean(said.add(words));
  }).sort((a, b) => WEIGHT[toneOf(a)] - WEIGHT[toneOf(b)]);
}

export function warningWords({ code, params }: Warning): string {
  const of = (name: string): string => visibleLine(params[name] ?? '', 120);
  switch (code) {
    case 'name-has-other-address': return t('trust.name-has-other-address', { claimed: of('claimed'), address: of('address') });
    case 'mixed-scripts': return t('trust.mixed-scripts', { domain: of('domain'), ascii: of('ascii'), scripts: of('scripts').split(' ').join(', ') });
    case 'encoded-domain': return t('trust.encoded-domain', { domain: of('domain'), ascii: of('ascii') });
    case 'look-alike': return t('trust.look-alike', { address: of('address'), like: of('like') });
    case 'reply-to-elsewhere': return t('trust.reply-to-elsewhere', { replyTo: of('replyTo'), from: of('from') });
    case 'several-senders': return t('trust.several-senders', { addresses: of('addresses') });
    case 'sender-differs': return t('trust.sender-differs', { sender: of('sender'), from: of('from') });
    case 'malformed-sender': return t('trust.malformed-sender', { written: of('written') });
    case 'first-time-sender': return t('trust.first-time-sender', { address: of('address') });
    case 'name-hides-characters': return t('trust.name-hides-characters');
    case 'no-sender': return t('trust.no-sender');
  }
}
