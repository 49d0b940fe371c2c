/** How many connections a server lets one account have: learned from refusals, remembered for a while, then tried again with care. Pure but for the clock it is given. */

export interface ConnectionLimit {
  /** Connections that may be open now, the one about to be opened included. */
  most(): number;
  /** One more was refused while `open` were open (at least 1). `vague`: not in so many words. */
  refused(open: number, why?: { vague?: boolean; retryAfterMs?: number | undefined }): void;
  /** So many are open and well. */
  opened(open: number): void;
  /** This kind of server never takes more. */
  cap(most: number): void;
  /** Whatever has been refused until now: never more than these. */
  top(): number;
}

const MINUTE = 60_000;
/** The first memory of a refusal; it doubles with every further one. */
const MEMORY_MS = 10 * MINUTE;
const LONGEST_MEMORY_MS = 24 * 60 * MINUTE;
/** A line that breaks off before the greeting may mean a limit (Courier's MAXPERIP) or nothing. */
const VAGUE_MS = MINUTE;
/** After a success beyond the limit, until the next one. */
const STEP_MS = MINUTE;

/** `ceiling`: never more, whatever the server allows. `chance` in [0, 1) spreads many clients. */
export function connectionLimit(ceiling: number, now: () => number, chance: () => number): ConnectionLimit {
  let known: number | null = null;
  let until = 0;
  let memory = MEMORY_MS;
  let top = ceiling;
  /** What a vague refusal has left of that for the moment. */
  let brief: { known: number; until: number } | null = null;
  return {
    most() {
      if (known === null) return top;
      const learned = Math.min(top, now() < until ? known : known + 1);
      return brief === null ? learned : Math.min(learned, now() < brief.until ? brief.known : brief.known + 1);
    },
    refused(open, { vague = false, retryAfterMs = 0 } = {}) {
      const fewer = { known: Math.max(1, open), until: now() + VAGUE_MS };
      if (vague && known !== null && now() < until) {
        // Else each errand would begin with a connection that is refused.
        if (open < known) brief = fewer;
        return;
      }
      brief = null;
      if (vague) {
        ({ known, until } = fewer);
        return;
      }
      if (known !== null && now() >= until) memory = Math.min(LONGEST_MEMORY_MS, memory * 2);
      known = Math.max(1, open);
      until = now() + Math.max(retryAfterMs, memory * (0.75 + chance() / 2));
    },
    opened(open) {
      if (brief !== null && open > brief.known) brief = { known: open, until: now() + STEP_MS };
      if (known === null || open <= known) return;
      known = open;
      until = now() + STEP_MS;
      memory = MEMORY_MS;
      if (known >= top) known = null;
    },
    cap(most) {
      top = Math.min(top, Math.max(1, most));
    },
    top: () => top,
  };
}
