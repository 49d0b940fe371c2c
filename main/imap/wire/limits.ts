/** How much one answer of a server may claim or contain before the line is cut. */

export interface WireLimits {
  /** Octets of one response outside its literals. A SEARCH over a million messages is about 8 MB. */
  line: number;
  /** Octets of one literal. */
  literal: number;
  /** Octets of one response with all its literals. */
  response: number;
  /** Literals in one response. */
  literals: number;
}

export const DEFAULT_LIMITS: WireLimits = { line: 16 << 20, literal: 64 << 20, response: 96 << 20, literals: 20_000 };

/** Parts inside parts that are still described; what lies deeper is skipped without recursion. */
export const MAX_DEPTH = 60;
/** Parts, parameters or addresses of one message that are kept; the rest is skipped. */
export const MAX_ITEMS = 20_000;
