/** The mailbox that is meant, if a session has it open: what is open may bear its name no longer. */
import type { SelectedMailbox } from './mailbox.ts';
import type { Session } from './session.ts';

/** Null: it must be opened. Another client may have renamed what is open and made a new mailbox of that name: UIDVALIDITY tells them apart (RFC 3501 2.3.1.1). */
export function stillOpen({ selected }: Pick<Session, 'selected'>, wireName: string, uidValidity: number): SelectedMailbox | null {
  return selected?.wireName === wireName && selected.uidValidity === uidValidity ? selected : null;
}
