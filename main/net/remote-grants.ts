/** Consent to remote images: one grant per opened message, unguessable, forgotten when it is old. */

export interface RemoteGrants {
  /** A new grant. */
  allow(): string;
  /** Does this grant stand? */
  stands(grant: string): boolean;
}

/** Grants kept at most; the oldest goes first. */
const KEPT = 200;

export function createRemoteGrants(random: (n: number) => Uint8Array): RemoteGrants {
  const grants = new Set<string>();
  return {
    allow() {
      const grant = Buffer.from(random(18)).toString('base64url');
      grants.add(grant);
      if (grants.size > KEPT) grants.delete(grants.values().next().value!);
      return grant;
    },
    stands: (grant) => grants.has(grant),
  };
}
