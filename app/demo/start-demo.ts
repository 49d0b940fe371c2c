/** Starts the demo mailbox: a small IMAP and SMTP server on loopback, in memory. Not for real mail. */
import { randomPassword } from './credentials.ts';
import { FaultPlan } from './faults.ts';
import { offered } from './imap/capabilities.ts';
import { COMMANDS } from './imap/commands/all.ts';
import { ImapSession } from './imap/session.ts';
import { listen } from './listener.ts';
import { MailboxStore } from './store/mailbox-store.ts';

export interface DemoOptions {
  /** False starts with empty mailboxes. */
  seed?: boolean;
  /** IMAP port wanted; another one if it is taken. */
  port?: number;
  smtpPort?: number;
  password?: string;
  /** Capabilities to take away, for tests: `['CONDSTORE', 'MOVE']`. */
  without?: readonly string[];
}

export interface DemoHandle {
  account: { email: string; name: string; user: string; password: string };
  imap: { host: '127.0.0.1'; port: number; security: 'none' };
  store: MailboxStore;
  faults: FaultPlan;
  /** Cuts every open connection, as a network does. */
  cutConnections(): void;
  close(): Promise<void>;
}

export async function startDemo(options: DemoOptions = {}): Promise<DemoHandle> {
  const password = options.password ?? randomPassword();
  const account = { email: 'you@example.org', name: 'Robin Vale', user: 'you@example.org', password };
  const store = new MailboxStore();
  const faults = new FaultPlan();
  const context = { store, credentials: account, offered: offered(options.without ?? []), faults, commands: COMMANDS };
  const imap = await listen(options.port ?? 0, (socket) => new ImapSession(socket, context).run());
  return {
    account,
    imap: { host: '127.0.0.1', port: imap.port, security: 'none' },
    store,
    faults,
    cutConnections: () => imap.cutAll(),
    close: () => imap.close(),
  };
}
