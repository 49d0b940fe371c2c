/** ID (RFC 2971 3.1). What the server says about itself is not kept. */
import type { Command } from '../command.ts';
import { CommandWriter } from '../wire/encoder.ts';

export function id(client: Readonly<Record<string, string>>): Command<void> {
  return {
    name: 'ID',
    lane: { kind: 'free' },
    parts() {
      const fields = Object.entries(client).slice(0, 30);
      const writer = new CommandWriter().word('ID ');
      if (fields.length === 0) return writer.word('NIL').finish();
      writer.word('(');
      for (const [index, [field, value]] of fields.entries()) writer.word(index > 0 ? ' ' : '').string(field).word(' ').string(value);
      return writer.word(')').finish();
    },
    take: (response) => response.kind === 'data' && response.name === 'ID',
    done: () => undefined,
  };
}
