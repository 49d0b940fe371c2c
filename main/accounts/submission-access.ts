/** How an account reaches its submission server. */
import type { SubmissionOptions } from '../smtp/submission.ts';
import type { Ports } from '../ports.ts';
import { loginOptions, type Access } from './connection.ts';

export function submissionOptions(ports: Ports, access: Access, signal?: AbortSignal): SubmissionOptions {
  const { settings, known } = access;
  return {
    server: { ...settings.smtp, user: settings.smtp.user || settings.email },
    ...loginOptions(ports, access, signal),
    ...(known?.smtp ? { knownLogin: known.smtp } : {}),
    ...(ports.deadlines ? { silenceMs: ports.deadlines.silence } : {}),
  };
}
