/** THREAD responses (RFC 5256 4, ABNF `thread-data`) as one flat list: however deep the server nests, nothing here or in a caller needs recursion. */
import { CLOSE, OPEN, type Cursor } from './cursor.ts';

/** A message in its thread. */
export interface ThreadNode {
  /** 0: a parent that is not there (RFC 5256 4, `((3)(5))`). */
  uid: number;
  /** Place of the parent in the same list, always before this one; -1 at the top of a thread. */
  parent: number;
}

/** Answers to answers to answers: no thread branches so often. */
const MOST_OPEN = 100_000;

/** Behind `THREAD `. Throws 'protocol'. */
export function parseThread(c: Cursor): ThreadNode[] {
  const nodes: ThreadNode[] = [];
  /** For each open parenthesis, the node its members hang below. */
  const open: number[] = [];
  let parent = -1;
  /** Nothing stands yet between the last `(` and here. */
  let fresh = false;
  for (;;) {
    c.skipSpace();
    const octet = c.peek();
    if (octet === -1) {
      if (open.length > 0) throw c.broken();
      return nodes;
    }
    if (octet === OPEN) {
      c.at++;
      // `((`: siblings whose parent is missing. One stand-in is enough for `(((`.
      if (fresh && !(parent === nodes.length - 1 && nodes[parent]?.uid === 0)) {
        nodes.push({ uid: 0, parent });
        parent = nodes.length - 1;
      }
      if (open.push(parent) > MOST_OPEN) throw c.broken();
      fresh = true;
    } else if (octet === CLOSE) {
      const outer = open.pop();
      if (outer === undefined) throw c.broken();
      c.at++;
      parent = outer;
      fresh = false;
    } else {
      const uid = c.number32();
      if (uid === 0 || open.length === 0) throw c.broken();
      nodes.push({ uid, parent });
      parent = nodes.length - 1;
      fresh = false;
    }
  }
}
