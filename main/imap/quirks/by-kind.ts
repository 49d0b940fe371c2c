/** What to do otherwise with which server: one entry each, with what was seen and when. */
import type { ServerKind } from './server-kind.ts';

interface KindQuirks {
  /** Extensions announced and not to be trusted. */
  readonly mask?: readonly string[];
  /** Commands sent without waiting for the answers before. */
  readonly mostInFlight?: number;
  /** Connections of one account. */
  readonly mostConnections?: number;
  /** ID must have been answered before a mailbox may be opened. */
  readonly idFirst?: true;
  /** `PERMANENTFLAGS ()` does not mean that flags cannot be kept. */
  readonly emptyPermanentFlags?: true;
  /** Changed flags are kept only when the mailbox is left. */
  readonly storesOnLeaving?: true;
  /** A search for text that finds nothing is answered with OK alone. */
  readonly leavesNothingUnsaid?: true;
}

const BY_KIND: Readonly<Partial<Record<ServerKind, KindQuirks>>> = {
  // `BAD Command Argument Error. 11` to more than about 25 STATUS on their way; published traces, 2026-11-20.
  exchange: { mostInFlight: 20 },
  // `* VANISHED (EARLIER) …` names messages that are still there (Mailspring-Sync #91); about 5 connections; 2026-11-20.
  icloud: { mask: ['QRESYNC'], mostConnections: 4 },
  // XLIST gives attributes of other folders (Mailspring-Sync); 2026-11-20.
  yandex: { mask: ['XLIST'] },
  // `NO [UNAVAILABLE] …` beyond a handful of connections; `* OK [PERMANENTFLAGS ()]` where STORE works (MailKit #358); 2026-11-20.
  yahoo: { mostConnections: 4, emptyPermanentFlags: true },
  // `NO SELECT Unsafe Login. Please contact kefu@188.com for help` unless ID came first (mcp-email-server #17); 2026-11-20.
  coremail: { idFirst: true },
  // LIST … RETURN (STATUS …) with one folder as reference answers nothing (aerc, meli); 2026-11-20.
  zoho: { mask: ['LIST-STATUS'] },
  // No `* SEARCH` for zero hits with FUZZY or the squat engine; observed with 3.6, 2026-11-20. Fastmail runs it.
  cyrus: { leavesNothingUnsaid: true },
  fastmail: { leavesNothingUnsaid: true },
  // A second SELECT of a mailbox ends the first session: `* BYE Killed (lost mailbox lock)`; observed with 2007f, 2026-11-20.
  uw: { mostConnections: 1 },
  // IDLE is accepted and says nothing for as long as it lasts; observed with 3.15, 2026-11-20. Without it NOOP is sent instead.
  // Flags stay with the session that stored them, CHECK or not, until it leaves or selects anew; observed with 3.15, 2026-11-21.
  mailutils: { mask: ['IDLE'], storesOnLeaving: true },
};

/** Unless a server is known to take fewer. */
const MOST_IN_FLIGHT = 200;

export const maskFor = (kind: ServerKind): readonly string[] => BY_KIND[kind]?.mask ?? [];
export const mostInFlight = (kind: ServerKind): number => BY_KIND[kind]?.mostInFlight ?? MOST_IN_FLIGHT;
export const mostConnections = (kind: ServerKind): number => BY_KIND[kind]?.mostConnections ?? Infinity;
export const wantsIdFirst = (kind: ServerKind): boolean => BY_KIND[kind]?.idFirst === true;
export const keepsFlagsUnsaid = (kind: ServerKind): boolean => BY_KIND[kind]?.emptyPermanentFlags === true;
export const leavesNothingUnsaid = (kind: ServerKind): boolean => BY_KIND[kind]?.leavesNothingUnsaid === true;
export const storesOnLeaving = (kind: ServerKind): boolean => BY_KIND[kind]?.storesOnLeaving === true;
