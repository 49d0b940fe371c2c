/** The English of the engine, one file per room: what it needs to speak, and a part of the whole catalogue. */
import { engineAccounts } from './en/engine-accounts.ts';
import { engineApp } from './en/engine-app.ts';
import { engineHandlers } from './en/engine-handlers.ts';
import { engineImap } from './en/engine-imap.ts';
import { engineIpc } from './en/engine-ipc.ts';
import { engineJournal } from './en/engine-journal.ts';
import { engineMirror } from './en/engine-mirror.ts';
import { engineNet } from './en/engine-net.ts';
import { engineOperations } from './en/engine-operations.ts';
import { engineOutbox } from './en/engine-outbox.ts';
import { engineSasl } from './en/engine-sasl.ts';
import { engineSmtp } from './en/engine-smtp.ts';
import { engineSync } from './en/engine-sync.ts';

export const engineEn = {
  'engine-accounts': engineAccounts,
  'engine-app': engineApp,
  'engine-handlers': engineHandlers,
  'engine-imap': engineImap,
  'engine-ipc': engineIpc,
  'engine-journal': engineJournal,
  'engine-mirror': engineMirror,
  'engine-net': engineNet,
  'engine-operations': engineOperations,
  'engine-outbox': engineOutbox,
  'engine-sasl': engineSasl,
  'engine-smtp': engineSmtp,
  'engine-sync': engineSync,
} as const;
