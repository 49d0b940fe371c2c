/** What the demo server announces, and what a test may take away. */

export const CAPABILITIES = [
  'IMAP4rev1', 'LITERAL+', 'SASL-IR', 'AUTH=PLAIN', 'ENABLE', 'ID', 'IDLE', 'NAMESPACE', 'UNSELECT', 'UIDPLUS', 'MOVE',
  'CHILDREN', 'LIST-EXTENDED', 'LIST-STATUS', 'SPECIAL-USE', 'CREATE-SPECIAL-USE', 'ESEARCH', 'CONDSTORE', 'QRESYNC', 'PREVIEW',
] as const;

export type Capability = (typeof CAPABILITIES)[number];

/** Extensions that make no sense without another one. */
const NEEDS: Partial<Record<Capability, Capability>> = {
  QRESYNC: 'CONDSTORE', 'LIST-STATUS': 'LIST-EXTENDED', 'CREATE-SPECIAL-USE': 'SPECIAL-USE', 'SASL-IR': 'AUTH=PLAIN',
};

export function offered(without: readonly string[]): ReadonlySet<Capability> {
  const gone = new Set(without.map((name) => name.toUpperCase()));
  return new Set(CAPABILITIES.filter((name) => !gone.has(name.toUpperCase()) && !gone.has(NEEDS[name] ?? '')));
}
