/** How much one answer of a server may claim or contain before the line is cut. */

export interface WireLimits {
  /** Octets of one response outside its literals. A SEARCH over a million messages is about 8 MB. */
  line: number;
  /** Octets of one literal that is kept in memory; one that is handed on piece by piece may have any size. */
  literal: number;
  /** Octets of one response with all its literals. */
  response: number;
  /** Literals in one response. */
  literals: number;
}

export const DEFAULT_LIMITS: WireLimits = { line: 16 << 20, literal: 64 << 20, response: 96 << 20, literals: 20_000 };

/** Larger literals of a FETCH are offered to the command first; what no command takes must keep within `literal`. */
export const LARGEST_UNOFFERED = 256 * 1024;

/** Parts inside parts that are still described; what lies deeper is skipped without recursion. */
export const MAX_DEPTH = 60;
/** Parts, parameters or addresses of one message that are kept; the rest is skipped. */
export const MAX_ITEMS = 20_000;
