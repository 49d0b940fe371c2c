/** Recipients that a server did not take a letter for while others have it: who they are, and who of them is asked for again. Pure. */
import { z } from 'zod';
import { failure, type Failure } from '../../shared/failure.ts';
import type { Outgoing } from '../../shared/ipc/contract/compose.ts';
import { say } from '../../shared/locales/say.ts';
import type { Address } from '../../shared/model/message.ts';
import { visibleLine } from '../../shared/text/visible.ts';
import { addressOnWire } from '../smtp/compose-message.ts';

/** `words`: the server's. `again`: to be tried again without being asked, because the server said "not now" (4yz, RFC 5321 4.2.1) or the user said so. */
export const refusedSchema = z.object({ address: z.string(), words: z.string(), again: z.boolean() });
export type Refused = z.infer<typeof refusedSchema>;

/** Greylisting passes within the hour; what stays is a full mailbox, and the writer should know in time. */
const TRIED_FOR_MS = 4 * 3_600_000;

/** Whom the letter goes to with the next try: at first everybody, and then never again who has it. */
export const recipientsOf = ({ send: { envelope }, accepted, refused }: { send: { envelope: { to: readonly string[] } }; accepted: boolean; refused: readonly Refused[] }): readonly string[] =>
  accepted ? refused.filter(({ again }) => again).map(({ address }) => address) : envelope.to;

/** After a try for `asked`: those that were not asked for are left out as before. */
export const stillLeftOut = (before: readonly Refused[], asked: readonly string[], now: readonly Refused[]): Refused[] => [...before.filter(({ address }) => !asked.includes(address)), ...now];

export const triedLongEnough = (createdAt: number, now: number): boolean => now - createdAt > TRIED_FOR_MS;

export const leftOutFailure = (refused: readonly Refused[]): Failure =>
  failure('recipient-refused', say('engine-outbox.leftOut', { recipients: refused.map(({ address }) => address).join(', ') }), { detail: visibleLine(refused.map(({ address, words }) => `${address}: ${words}`).join('; '), 2000), step: 'smtp-send' });

/** The letter as it would be written to those left out alone: the others have it. */
export function onlyTo(refused: readonly Refused[], outgoing: Outgoing): Outgoing {
  const isLeftOut = ({ address }: Address): boolean => refused.some((one) => one.address === addressOnWire(address));
  return { ...outgoing, to: outgoing.to.filter(isLeftOut), cc: outgoing.cc.filter(isLeftOut), bcc: outgoing.bcc.filter(isLeftOut) };
}
