/** QUOTA responses (RFC 9208 4.2.1; RFC 2087 5.1). */
import { valueList, valueNumber, type Value } from '../wire/value.ts';

export interface QuotaResource {
  /** Upper case: STORAGE (in units of 1024 octets), MESSAGE, MAILBOX, ANNOTATION-STORAGE, or a server's own. */
  name: string;
  usage: number;
  limit: number;
}

export interface Quota {
  /** Name of the quota root, as sent; often ''. */
  root: string;
  /** None: no limit is set. Courier 5.0 then leaves the list out: `* QUOTA "ROOT"`; 2026-11-20. */
  resources: QuotaResource[];
}

/** Null for what is no QUOTA response. */
export function readQuota(values: readonly Value[] | null): Quota | null {
  const [root, list] = values ?? [];
  if (typeof root !== 'string' || (values!.length > 1 && !Array.isArray(list))) return null;
  const parts = valueList(list);
  const resources: QuotaResource[] = [];
  for (let at = 0; at < parts.length; at += 3) {
    const name = parts[at];
    const usage = valueNumber(parts[at + 1]);
    const limit = valueNumber(parts[at + 2]);
    if (typeof name !== 'string' || usage === null || limit === null) return null;
    resources.push({ name: name.toUpperCase(), usage, limit });
  }
  return { root, resources };
}
