/** A line between window and engine on which a test refuses commands, holds their answers back, and sees what is asked. */
import type { Page } from 'playwright-core';
import { failure, type FailureCode } from '../../shared/failure.ts';
import type { CommandName } from '../../shared/ipc/contract.ts';
import { decodeFrame, encodeFrame } from '../../shared/ipc/frame.ts';
import type { FromEngine, FromWindow } from '../../shared/ipc/wire.ts';

export interface RefusedCalls {
  /** Commands as they came. */
  readonly asked: { readonly name: string; readonly input: unknown }[];
  /** From now on; `unless` lets some of them through, by what they ask for. `until`: when the answer goes out. */
  refuse(name: CommandName, code: FailureCode, options?: { unless?: (input: unknown) => boolean; until?: Promise<unknown> }): void;
  /** All goes to the engine again. */
  allow(): void;
  /** As if the window had asked; the answer reaches nobody. */
  ask(name: CommandName, input: unknown): void;
}

/** For all windows of its browser that are opened from now on. */
export async function refusedCalls(page: Page): Promise<RefusedCalls> {
  const asked: { name: string; input: unknown }[] = [];
  const refused = new Map<string, { code: FailureCode; unless?: (input: unknown) => boolean; until?: Promise<unknown> }>();
  let send: ((message: FromWindow) => void) | null = null;
  await page.context().routeWebSocket(/./u, (window) => {
    const engine = window.connectToServer();
    // The window that was opened first, which stays.
    send ??= (message) => engine.send(Buffer.from(encodeFrame(message)));
    window.onMessage((frame) => {
      const message = typeof frame === 'string' ? null : (decodeFrame(frame) as FromWindow);
      if (message?.kind !== 'call') return engine.send(frame);
      asked.push({ name: message.name, input: message.input });
      const refusal = refused.get(message.name);
      if (!refusal || refusal.unless?.(message.input)) return engine.send(frame);
      const { code, until } = refusal;
      const answer: FromEngine = { kind: 'reply', id: message.id, ok: false, failure: failure(code, 'It was refused.') };
      void Promise.resolve(until).then(() => window.send(Buffer.from(encodeFrame(answer))));
    });
  });
  let nextId = 1_000_000_000;
  return {
    asked,
    refuse: (name, code, options = {}) => void refused.set(name, { code, ...options }),
    allow: () => refused.clear(),
    ask(name, input) {
      if (!send) throw new Error('no window is open');
      send({ kind: 'call', id: nextId++, name, input });
    },
  };
}
