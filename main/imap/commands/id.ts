/** ID (RFC 2971 3.1). */
import { inert } from '../failures.ts';
import type { Command } from '../command.ts';
import { CommandWriter } from '../wire/encoder.ts';
import { valueText, type Value } from '../wire/value.ts';

/** Field names in lower case; text without controls, at most 30 fields (RFC 2971 3.3). */
export type ServerId = Readonly<Record<string, string>>;

const MOST_FIELDS = 30;

/** Resolves what the server says about itself: nothing, if it says NIL or nothing. */
export function id(client: Readonly<Record<string, string>>): Command<ServerId> {
  let server: ServerId = {};
  return {
    name: 'ID',
    lane: { kind: 'data', name: 'ID', about: null },
    parts() {
      const fields = Object.entries(client).slice(0, MOST_FIELDS);
      const writer = new CommandWriter().word('ID ');
      if (fields.length === 0) return writer.word('NIL').finish();
      writer.word('(');
      for (const [index, [field, value]] of fields.entries()) writer.word(index > 0 ? ' ' : '').string(field).word(' ').string(value);
      return writer.word(')').finish();
    },
    take(response) {
      if (response.kind !== 'data' || response.name !== 'ID') return false;
      server = readServerId(response.values?.[0]);
      return true;
    },
    done: () => server,
  };
}

function readServerId(value: Value | undefined): ServerId {
  const fields = new Map<string, string>();
  const list = Array.isArray(value) ? (value as readonly Value[]) : [];
  for (let at = 0; at + 1 < list.length && fields.size < MOST_FIELDS; at += 2) {
    const field = inert(valueText(list[at])).slice(0, 30).toLowerCase();
    if (field !== '') fields.set(field, inert(valueText(list[at + 1])));
  }
  return Object.fromEntries(fields);
}
