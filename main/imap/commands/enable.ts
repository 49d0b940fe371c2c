/** ENABLE (RFC 5161 3.1; UIDONLY RFC 9586). */
import type { Command } from '../command.ts';
import { CommandWriter } from '../wire/encoder.ts';

/** What these switch on changes how requests are written or answers are numbered: nothing may be under way meanwhile. */
const CHANGES_WIRE: ReadonlySet<string> = new Set(['IMAP4REV2', 'UTF8=ACCEPT', 'UIDONLY']);

/** Resolves what the server says it has switched on, in upper case. With UIDONLY message numbers are refused from then on: `BAD [UIDREQUIRED]`. */
export function enable(names: readonly string[]): Command<string[]> {
  const enabled: string[] = [];
  return {
    name: 'ENABLE',
    lane: names.some((name) => CHANGES_WIRE.has(name.toUpperCase())) ? { kind: 'alone' } : { kind: 'free' },
    parts() {
      const writer = new CommandWriter().word('ENABLE');
      for (const name of names) writer.word(' ').atom(name);
      return writer.finish();
    },
    take(response) {
      if (response.kind !== 'enabled') return false;
      for (const name of response.names) enabled.push(name.toUpperCase());
      return true;
    },
    done: () => enabled,
  };
}
