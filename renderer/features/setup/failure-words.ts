/** A failed try at adding an account, in words: which step, what is safe, what to do. */
import type { CertificateFacts, Failure, FailureCode, FailureStep } from '../../../shared/failure.ts';
import { t } from '../../../shared/locales/t.ts';
import { failureDetail, failureText } from '../../../shared/locales/engine-words.ts';

/** As it comes over the border, where codes are plain text. */
export type ShownFailure = Pick<Failure, 'message' | 'words' | 'detailWords'> & { readonly code: string; readonly step?: string | undefined; readonly detail?: string | undefined; readonly certificate?: CertificateFacts | undefined };

const STEPS = ['imap-connect', 'imap-login', 'imap-folders', 'smtp-connect', 'smtp-login', 'smtp-send', 'save', 'sync', 'operation'] as const satisfies readonly FailureStep[];
const ADVISED = ['name-not-found', 'connection-refused', 'connection-lost', 'timeout', 'not-tls', 'certificate', 'starttls-unavailable', 'unprotected', 'authentication', 'no-mechanism', 'throttled', 'storage', 'secret-unavailable'] as const satisfies readonly FailureCode[];

export interface FailureWords { readonly title: string; readonly message: string; readonly detail: string | null; readonly advice: string }

export function failureWords(failure: ShownFailure): FailureWords {
  const step = STEPS.find((one) => one === failure.step);
  const detail = failureDetail(failure);
  const advised = ADVISED.find((one) => one === failure.code);
  return {
    title: step ? t(`setup.step-${step}`) : t('setup.didNotWork'),
    message: failureText(failure),
    detail: detail ? t(failure.code === 'certificate' ? 'setup.certificateSays' : 'setup.serverSays', { detail }) : null,
    advice: [t('setup.nothingChanged'), advised ? t(`setup.advice-${advised}`) : ''].filter(Boolean).join(' '),
  };
}
