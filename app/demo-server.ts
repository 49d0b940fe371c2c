/** Starts the built-in demo mailbox on request, at the address and with the password it had the last time. */
import { join } from 'node:path';
import type { DemoServer } from '../main/ports.ts';

type DemoAccount = Awaited<ReturnType<DemoServer['start']>>;

export interface DemoHandle extends DemoServer {
  close(): Promise<void>;
}

export function demoServer(profile: string): DemoHandle {
  let starting: ReturnType<typeof load> | undefined;
  const load = async () => {
    // Loaded only where it is wanted: most profiles never see it.
    const { startDemo } = await import('./demo/start-demo.ts');
    return startDemo({ stateFile: join(profile, 'demo.json') });
  };
  return {
    async start(): Promise<DemoAccount> {
      const attempt = starting ??= load();
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
