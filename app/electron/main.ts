/** Entry of the desktop shell. */
import * as electron from 'electron';
import { join } from 'node:path';
import { startShell } from './start-shell.ts';

// Not awaited: Electron becomes ready only after this module has been evaluated.
startShell(electron, process.argv.slice(1), join(import.meta.dirname, '..')).then(
  (code) => electron.app.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack ?? error.message : String(error)}\n`);
    electron.app.exit(1);
  },
);
