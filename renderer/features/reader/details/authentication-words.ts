/** The verdict over a sender in words, with the checks it rests on. */
import type { Authentication } from '../../../../shared/model/message-details.ts';
import { t } from '../../../../shared/locales/t.ts';
import { visibleLine } from '../../../../shared/text/visible.ts';

export function verdictWords({ verdict, by, results }: Authentication, from: string): string {
  const domain = visibleLine(results.find(({ aligned, domain: one }) => aligned && one)?.domain ?? from.slice(from.lastIndexOf('@') + 1), 120);
  const checker = visibleLine(by ?? '', 120);
  if (verdict === 'passed') return t('trust.verdict-passed', { by: checker, domain });
  if (verdict === 'failed') return t('trust.verdict-failed', { by: checker, domain });
  return t('trust.verdict-unknown');
}

/** Why nobody can say; empty where the verdict says it all. */
export function reasonWords({ verdict, reason, topmost }: Authentication): string {
  if (verdict !== 'unknown') return '';
  switch (reason) {
    case 'no-results': case 'not-aligned': case 'nothing-said': case 'unclear-sender': case 'nested': return t(`trust.reason-${reason}`);
    default: return topmost === null ? t('trust.reason-not-trusted') : `${t('trust.reason-not-trusted')} ${t('trust.reason-topmost', { id: visibleLine(topmost, 120) })}`;
  }
}

export function checkWords({ method, result, domain, aligned }: Authentication['results'][number]): string {
  const words = { method: t(`trust.method-${method}`), result: resultWords(result) };
  const shown = domain === null ? '' : visibleLine(domain, 120);
  return `${shown ? t('trust.checkResultFor', { ...words, domain: shown }) : t('trust.checkResult', words)}${shown && !aligned ? ` (${t('trust.otherDomain')})` : ''}`;
}

function resultWords(result: string): string {
  switch (result) {
    case 'pass': return t('trust.resultPass');
    case 'fail': case 'softfail': case 'hardfail': return t('trust.resultFail');
    case 'none': return t('trust.resultNone');
    default: return t('trust.resultOther', { result: visibleLine(result, 40) });
  }
}
