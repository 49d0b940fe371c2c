/** How an account reaches its submission server. */
import type { SubmissionOptions } from '../smtp/submission.ts';
import type { Ports } from '../ports.ts';
import { CONNECT_DEADLINE_MS, type Access } from './connection.ts';

export function submissionOptions(ports: Ports, { settings, credentials, known }: Access, signal?: AbortSignal): SubmissionOptions {
  return {
    server: { ...settings.smtp, user: settings.smtp.user || settings.email },
    credentials,
    ...(known?.smtp ? { knownLogin: known.smtp } : {}),
    plainConfirmed: settings.plainConfirmed,
    ...(settings.pins ? { pins: settings.pins } : {}),
    ...(ports.extraCertificates ? { extraCertificates: ports.extraCertificates } : {}),
    deadlineMs: ports.deadlines?.connect ?? CONNECT_DEADLINE_MS,
    ...(ports.deadlines ? { silenceMs: ports.deadlines.silence } : {}),
    ...(signal ? { signal } : {}),
  };
}
