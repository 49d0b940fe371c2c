/** Starts the demo mailbox: a small IMAP and SMTP server on loopback, in memory. Not for real mail. */
import { randomPassword } from './credentials.ts';
import { createDelivery } from './delivery.ts';
import { FaultPlan } from './faults.ts';
import { offered } from './imap/capabilities.ts';
import { COMMANDS } from './imap/commands/all.ts';
import { ImapSession } from './imap/session.ts';
import { keepState, type StateStorage } from './kept-state.ts';
import { listen } from './listener.ts';
import { seedStore } from './mailbox/seed-store.ts';
import { SmtpSession, type Submission } from './smtp/session.ts';
import { MailboxStore } from './store/mailbox-store.ts';

export interface DemoOptions {
  /** False starts with an empty INBOX and nothing else. True if left out. */
  seed?: boolean;
  /** What "today" is for the dates of the seed. */
  now?: Date;
  /** Ports wanted; others if they are taken. */
  port?: number;
  smtpPort?: number;
  /** A random one if left out. */
  password?: string;
  /** Milliseconds until example.org addresses answer mail; null if they do not. 4000 if left out. */
  replyAfterMs?: number | null;
  /** Keeps the mailbox there; the seed is only for when there is nothing yet. In memory alone if left out. */
  state?: StateStorage;
  /** Capabilities to take away, for tests: `['CONDSTORE', 'MOVE']`. */
  without?: readonly string[];
}

export interface DemoEndpoint {
  host: '127.0.0.1';
  port: number;
  security: 'none';
}

export interface DemoHandle {
  account: { email: string; name: string; user: string; password: string };
  imap: DemoEndpoint;
  smtp: DemoEndpoint;
  store: MailboxStore;
  faults: FaultPlan;
  /** Mail accepted by SMTP, oldest first. */
  submissions: readonly Submission[];
  /** Cuts every open connection, as a network does; new ones are welcome. */
  cutConnections(): void;
  close(): Promise<void>;
}

export async function startDemo(options: DemoOptions = {}): Promise<DemoHandle> {
  const email = 'you@example.org';
  const account = { email, name: 'Robin Vale', user: email, password: options.password ?? randomPassword() };
  const store = new MailboxStore();
  const state = options.state === undefined ? null : keepState(options.state, store, (error) => {
    process.emitWarning(`The demo mailbox could not be saved: ${String(error)}`);
  });
  const loaded = (await state?.load()) ?? false;
  if (!loaded && (options.seed ?? true)) seedStore(store, options.now ?? new Date());
  const settled = async (): Promise<void> => state?.settled();
  await settled();
  const faults = new FaultPlan();
  const imapContext = { store, credentials: account, offered: offered(options.without ?? []), faults, commands: COMMANDS, settled };
  const delivery = createDelivery({ store, owner: account, replyAfterMs: options.replyAfterMs === undefined ? 4000 : options.replyAfterMs });
  const smtpContext = { credentials: account, faults, accept: (submission: Submission) => {
    delivery.accept(submission);
    return settled();
  } };
  const imap = await listen(options.port ?? 0, (socket) => new ImapSession(socket, imapContext).run());
  const smtp = await listen(options.smtpPort ?? 0, (socket) => new SmtpSession(socket, smtpContext).run()).catch(async (error: unknown) => {
    await imap.close();
    throw error;
  });
  return {
    account,
    imap: { host: '127.0.0.1', port: imap.port, security: 'none' },
    smtp: { host: '127.0.0.1', port: smtp.port, security: 'none' },
    store,
    faults,
    submissions: delivery.submissions,
    cutConnections() {
      imap.cutAll();
      smtp.cutAll();
    },
    async close() {
      delivery.close();
      await Promise.all([imap.close(), smtp.close()]);
      await state?.close();
    },
  };
}
