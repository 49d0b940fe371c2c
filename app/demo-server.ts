/** Starts the built-in demo mailbox on request, at the ports and with the password it had the last time. */
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { DemoServer } from '../main/ports.ts';
import type { StateStorage } from './demo/kept-state.ts';
import { readIfThere, writeDurably } from './durable-file.ts';

type DemoAccount = Awaited<ReturnType<DemoServer['start']>>;

export interface DemoHandle extends DemoServer {
  close(): Promise<void>;
}

/** What the account in the journal knows the server by. */
interface Remembered { port: number; smtpPort: number; password: string }

export function demoServer(profile: string): DemoHandle {
  const file = join(profile, 'demo.json');
  let starting: ReturnType<typeof launch> | undefined;
  const launch = async () => {
    // Loaded only where it is wanted: most profiles never see it.
    const { startDemo } = await import('./demo/start-demo.ts');
    const running = await startDemo({ ...parse(await readIfThere(file)), state: mailboxFile(join(profile, 'demo-mailbox.json')) });
    const { imap, smtp, account } = running;
    await writeDurably(file, JSON.stringify({ port: imap.port, smtpPort: smtp.port, password: account.password } satisfies Remembered));
    return running;
  };
  return {
    async start(): Promise<DemoAccount> {
      const attempt = starting ??= launch();
      try {
        const { account, imap, smtp } = await attempt;
        return { ...account, imap, smtp };
      } catch (error) {
        // The next call tries anew.
        if (starting === attempt) starting = undefined;
        throw error;
      }
    },
    async close() {
      const running = await starting?.catch(() => undefined);
      await running?.close();
    },
  };
}

/** Where the demo server keeps its mailbox; an unreadable one stays beside it as `….unreadable`. */
export const mailboxFile = (path: string): StateStorage => ({
  read: () => readIfThere(path),
  write: (text) => writeDurably(path, text),
  setAside: () => rename(path, `${path}.unreadable`),
});

/** An unreadable file means a new password; the engine is told what it is and updates the account. */
function parse(text: string | undefined): Partial<Remembered> {
  if (text === undefined) return {};
  try {
    const { port, smtpPort, password } = JSON.parse(text) as Partial<Record<keyof Remembered, unknown>>;
    return {
      ...(isPort(port) ? { port } : {}),
      ...(isPort(smtpPort) ? { smtpPort } : {}),
      ...(typeof password === 'string' && password ? { password } : {}),
    };
  } catch {
    return {};
  }
}

const isPort = (value: unknown): value is number => Number.isInteger(value) && (value as number) > 0 && (value as number) < 65_536;
