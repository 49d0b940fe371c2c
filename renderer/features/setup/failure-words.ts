/** A failed try at adding an account, in words: which step, what is safe, what to do. */
import type { CertificateFacts, Failure, FailureCode, FailureStep } from '../../../shared/failure.ts';

/** As it comes over the border, where codes are plain text. */
export type ShownFailure = Pick<Failure, 'message'> & { readonly code: string; readonly step?: string | undefined; readonly detail?: string | undefined; readonly certificate?: CertificateFacts | undefined };

const STEPS: Readonly<Record<FailureStep, string>> = {
  'imap-connect': 'Connecting to the incoming server (IMAP) failed',
  'imap-login': 'Signing in to the incoming server (IMAP) failed',
  'imap-folders': 'Reading the folders from the incoming server (IMAP) failed',
  'smtp-connect': 'Connecting to the outgoing server (SMTP) failed',
  'smtp-login': 'Signing in to the outgoing server (SMTP) failed',
  'smtp-send': 'Sending a message failed',
  'save': 'Keeping the account on this computer failed',
  'sync': 'Reading the mailbox failed',
  'operation': 'The action failed',
};

const ADVICE: Partial<Record<FailureCode, string>> = {
  'name-not-found': 'Check the spelling of the server, and that this computer is online.',
  'connection-refused': 'Check the port, and that the server is the right one.',
  'connection-lost': 'Try again. If it happens every time, check the port and the security.',
  'timeout': 'Check the server and the port; a firewall may be in between. Then try again.',
  'not-tls': 'This port does not speak TLS. Try the security STARTTLS, or another port.',
  'certificate': 'Do not go on unless you know why: somebody may be listening. Check the name of the server, or ask who runs it.',
  'starttls-unavailable': 'Try the security TLS with its own port.',
  'unprotected': 'Choose TLS or STARTTLS, so that the password is not sent in clear.',
  'authentication': 'Check the address and the password. Some providers want a password made for this application.',
  'no-mechanism': 'This server wants a way of signing in that Godwit does not know yet.',
  'throttled': 'Wait a few minutes, then try again.',
  'storage': 'Check that there is room on the disk and that the profile folder can be written.',
  'secret-unavailable': 'Unlock the keyring of your system, then try again.',
};

export interface FailureWords { readonly title: string; readonly message: string; readonly detail: string | null; readonly advice: string }

export function failureWords(failure: ShownFailure): FailureWords {
  return {
    title: STEPS[failure.step as FailureStep] ?? 'This did not work',
    message: failure.message,
    detail: failure.detail ? `${failure.code === 'certificate' ? 'Certificate' : 'The server says'}: ${failure.detail}` : null,
    advice: ['Nothing was saved or changed.', ADVICE[failure.code as FailureCode]].filter(Boolean).join(' '),
  };
}
