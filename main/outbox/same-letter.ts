/** Whether what is to be sent is what was sent before: by what is written in it, long after the letter itself is no longer kept. */
import { createHash } from 'node:crypto';
import type { Outgoing } from '../../shared/ipc/contract/compose.ts';

export function markOf({ accountId, to, cc, bcc, subject, text, inReplyTo, references, source }: Outgoing): string {
  const people = [to, cc, bcc].map((list) => list.map(({ name, address }) => [name, address]));
  const written = [accountId, people, subject, text, inReplyTo, references, source?.kind, source?.messageId];
  return createHash('sha256').update(JSON.stringify(written)).digest('base64url');
}
