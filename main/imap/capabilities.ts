/** What a server can do: the CAPABILITY list (RFC 3501 7.2.1) as whole atoms, less what an account has switched off. */

export interface Capabilities {
  /** Exact atom, any case: `has('IDLE')`, `has('AUTH=PLAIN')`. Never a prefix. */
  has(name: string): boolean;
  /** Upper case, in the server's order, without repeats. */
  readonly list: readonly string[];
}

/** What IMAP4rev2 holds without naming it (RFC 9051 appendix E). Of BINARY it holds only the half that reads, so that is not here. */
const REV2_HOLDS = [
  'LITERAL-', 'SASL-IR', 'ENABLE', 'IDLE', 'NAMESPACE', 'UNSELECT', 'UIDPLUS', 'MOVE', 'ESEARCH', 'SEARCHRES', 'LIST-EXTENDED', 'LIST-STATUS', 'CHILDREN', 'SPECIAL-USE', 'STATUS=SIZE',
];

/** A server that names IMAP4rev2 and not IMAP4rev1 speaks it from its greeting on; one that names both, after ENABLE (RFC 9051 appendix A). */
const speaksRev2 = (names: Pick<Set<string>, 'has'>, enabled: ReadonlySet<string>): boolean => names.has('IMAP4REV2') && (!names.has('IMAP4REV1') || enabled.has('IMAP4REV2'));

/** Are mailbox names and strings UTF-8 now (RFC 6855, RFC 9051)? */
export const speaksUtf8 = (offered: Capabilities, enabled: ReadonlySet<string>): boolean => enabled.has('UTF8=ACCEPT') || speaksRev2(offered, enabled);

/** `mask`: extensions this account must not use, whatever the server says. `enabled`: as ENABLED has it, upper case. */
export function capabilities(atoms: Iterable<string>, mask: readonly string[] = [], enabled: ReadonlySet<string> = new Set()): Capabilities {
  const names = new Set<string>();
  for (const atom of atoms) if (atom !== '') names.add(atom.toUpperCase());
  if (speaksRev2(names, enabled)) for (const held of REV2_HOLDS) names.add(held);
  for (const masked of mask) names.delete(masked.toUpperCase());
  const list = [...names];
  return { list, has: (name) => names.has(name.toUpperCase()) };
}

/** SASL mechanisms offered, in the server's order: atoms `AUTH=…` (RFC 3501 6.2.2). */
export function mechanisms(offered: Capabilities): string[] {
  return offered.list.filter((name) => name.startsWith('AUTH=')).map((name) => name.slice(5));
}

/** Octets of the largest message any mailbox takes (`APPENDLIMIT=…`, RFC 7889 2); null where the server does not say, or says it for each mailbox in STATUS. */
export function appendLimit(offered: Capabilities): number | null {
  const value = offered.list.find((name) => /^APPENDLIMIT=\d{1,15}$/u.test(name))?.slice('APPENDLIMIT='.length);
  return value === undefined ? null : Number(value);
}
