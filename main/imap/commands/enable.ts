/** ENABLE (RFC 5161 3.1). */
import type { Command } from '../command.ts';
import { CommandWriter } from '../wire/encoder.ts';

/** Resolves what the server says it has switched on, in upper case. */
export function enable(names: readonly string[]): Command<string[]> {
  let enabled: string[] = [];
  return {
    name: 'ENABLE',
    lane: { kind: 'free' },
    parts() {
      const writer = new CommandWriter().word('ENABLE');
      for (const name of names) writer.word(' ').atom(name);
      return writer.finish();
    },
    take(response) {
      if (response.kind !== 'enabled') return false;
      enabled = response.names.map((name) => name.toUpperCase());
      return true;
    },
    done: () => enabled,
  };
}
