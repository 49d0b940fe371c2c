/** What domains are made of, once somebody looks at a link: the list of public suffixes is large and wanted by nobody before. */
import { useEffect, useState } from 'react';
import type * as DomainModule from '../../../shared/trust/domain.ts';

type Domains = typeof DomainModule;

let loaded: Domains | null = null;

const loadDomains = async (): Promise<Domains> => (loaded ??= await import('../../../shared/trust/domain.ts'));

/** Null until they are here. */
export function useDomains(isWanted: boolean): Domains | null {
  const [domains, setDomains] = useState(loaded);
  useEffect(() => {
    if (!isWanted || domains) return;
    let gone = false;
    void loadDomains().then((module) => { if (!gone) setDomains(module); });
    return () => { gone = true; };
  }, [isWanted, domains]);
  return domains;
}
