/** Every command by name. */
import type { Command } from './command.ts';
import { connectionCommands } from './connection.ts';
import { fetchCommands } from './fetch.ts';
import { listCommands } from './list.ts';
import { mailboxCommands } from './mailboxes.ts';
import { searchCommands } from './search.ts';
import { selectionCommands } from './selection.ts';
import { storeCommands } from './store.ts';
import { transferCommands } from './transfer.ts';

export const COMMANDS: ReadonlyMap<string, Command> = new Map(Object.entries({
  ...connectionCommands, ...fetchCommands, ...listCommands, ...mailboxCommands,
  ...searchCommands, ...selectionCommands, ...storeCommands, ...transferCommands,
}));
