/** EXTERNAL (RFC 4422 A): the client certificate has said who it is. */
import type { Identity } from './credentials.ts';
import { scripted, type Mechanism } from './mechanism.ts';

export function external({ credentials }: Identity): Mechanism {
  return scripted('EXTERNAL', Buffer.from(credentials.onBehalfOf ?? '', 'utf8'), []);
}
