/** SEARCH keys as data (RFC 3501 6.4.4); the command compiles them, so nothing a user types can become protocol. */
import type { UidSet } from './uid-set.ts';

export type SearchKey =
  | { all: true }
  | { uid: UidSet }
  | { text: string }
  | { subject: string }
  | { from: string }
  | { to: string }
  | { body: string }
  | { header: { field: string; value: string } }
  | { seen: boolean }
  | { flagged: boolean }
  | { deleted: boolean }
  | { since: Date }
  | { before: Date }
  | { and: readonly SearchKey[] }
  | { or: readonly [SearchKey, SearchKey] }
  | { not: SearchKey };
