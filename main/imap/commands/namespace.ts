/** NAMESPACE (RFC 2342). */
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import type { Command } from '../command.ts';
import { valueList, type Value } from '../wire/value.ts';

export interface Namespace {
  /** Wire form, with the delimiter at its end; '' is a prefix too, also of a shared namespace (Cyrus with unixhierarchysep off). */
  prefix: string;
  /** Null: the names in it have no levels (UW `#mhinbox`). */
  delimiter: string | null;
}

/** In the server's order: where one new mailboxes go to is the first. */
export interface Namespaces { personal: Namespace[]; otherUsers: Namespace[]; shared: Namespace[] }

/** An answer that is none is 'protocol'. */
export function namespace(): Command<Namespaces> {
  let answer: Namespaces | null = null;
  return {
    name: 'NAMESPACE',
    lane: { kind: 'data', name: 'NAMESPACE', about: null },
    needs: ['NAMESPACE'],
    parts: () => ['NAMESPACE'],
    take(response) {
      if (response.kind !== 'data' || response.name !== 'NAMESPACE') return false;
      const [personal, otherUsers, shared] = response.values ?? [];
      answer = response.values === null ? null : { personal: readNamespaces(personal), otherUsers: readNamespaces(otherUsers), shared: readNamespaces(shared) };
      return true;
    },
    done() {
      if (answer === null) throw fail('protocol', say('engine-imap.noNamespace'));
      return answer;
    },
  };
}

/** `(("prefix" "/" extension …) …)`; what is none of that is left out. */
function readNamespaces(values: Value | undefined): Namespace[] {
  return valueList(values).flatMap((entry) => {
    const [prefix, delimiter] = valueList(entry);
    if (typeof prefix !== 'string') return [];
    return [{ prefix, delimiter: typeof delimiter === 'string' && delimiter !== '' ? delimiter : null }];
  });
}
