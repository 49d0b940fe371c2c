/** What a server can do: the CAPABILITY list (RFC 3501 7.2.1) as whole atoms, less what an account has switched off. */

export interface Capabilities {
  /** Exact atom, any case: `has('IDLE')`, `has('AUTH=PLAIN')`. Never a prefix. */
  has(name: string): boolean;
  /** Upper case, in the server's order, without repeats. */
  readonly list: readonly string[];
}

/** `mask`: extensions this account must not use, whatever the server says. */
export function capabilities(atoms: Iterable<string>, mask: readonly string[] = []): Capabilities {
  const names = new Set<string>();
  for (const atom of atoms) if (atom !== '') names.add(atom.toUpperCase());
  for (const masked of mask) names.delete(masked.toUpperCase());
  const list = [...names];
  return { list, has: (name) => names.has(name.toUpperCase()) };
}

/** SASL mechanisms offered, in the server's order: atoms `AUTH=…` (RFC 3501 6.2.2). */
export function mechanisms(offered: Capabilities): string[] {
  return offered.list.filter((name) => name.startsWith('AUTH=')).map((name) => name.slice(5));
}
