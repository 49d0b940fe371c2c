/** Looks a host's addresses up as the system does, and orders them for a race (RFC 8305 3, 4). */
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';

/** Rejects as `dns.lookup` does. */
export type Lookup = (host: string) => Promise<readonly { address: string; family: number }[]>;

/** A name with hundreds of addresses is not tried out to the end. */
const MOST_ADDRESSES = 12;
/** Each lookup holds one of the few threads that also write files: with a dead resolver others must still find one. */
const MOST_LOOKUPS = 2;

const underWay = new Map<string, ReturnType<Lookup>>();
const waiting: (() => void)[] = [];
let running = 0;

/** getaddrinfo, in its order (RFC 6724). The same name asked twice at once is looked up once. */
const systemLookup: Lookup = (host) => {
  const known = underWay.get(host);
  if (known !== undefined) return known;
  const answer = inTurn(() => lookup(host, { all: true, order: 'verbatim' }));
  underWay.set(host, answer);
  const forget = (): void => void underWay.delete(host);
  answer.then(forget, forget);
  return answer;
};

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= MOST_LOOKUPS) await new Promise<void>((resolve) => waiting.push(resolve));
  running++;
  try {
    return await work();
  } finally {
    running--;
    waiting.shift()?.();
  }
}

/** The addresses to try, in order. A literal address is its own. */
export async function addressesOf(host: string, look: Lookup = systemLookup): Promise<string[]> {
  if (isIP(host) !== 0) return [host];
  const found = (await look(host)).map((entry) => entry.address).filter((address) => isIP(address) !== 0);
  if (found.length === 0) throw Object.assign(new Error(`no address for ${host}`), { code: 'ENOTFOUND' });
  return interleave(found).slice(0, MOST_ADDRESSES);
}

/** One of each family in turn, beginning with the family that came first. */
export function interleave(addresses: readonly string[]): string[] {
  const unique = [...new Set(addresses)];
  const first = unique.filter((address) => isIP(address) === isIP(unique[0] ?? ''));
  const second = unique.filter((address) => isIP(address) !== isIP(unique[0] ?? ''));
  const mixed: string[] = [];
  for (let at = 0; at < Math.max(first.length, second.length); at++) {
    for (const list of [first, second]) {
      const address = list[at];
      if (address !== undefined) mixed.push(address);
    }
  }
  return mixed;
}
