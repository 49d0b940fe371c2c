/** A line between window and engine on which a test refuses commands, slows them down, holds their answers back, and sees what is asked. */
import type { Page } from 'playwright-core';
import { failure, type FailureCode } from '../../shared/failure.ts';
import type { CommandName, ProjectionName } from '../../shared/ipc/contract.ts';
import { decodeFrame, encodeFrame } from '../../shared/ipc/frame.ts';
import type { FromEngine, FromWindow } from '../../shared/ipc/wire.ts';

export interface RefusedCalls {
  /** Commands as they came. */
  readonly asked: { readonly name: string; readonly input: unknown }[];
  /** From now on; `unless` lets some of them through, by what they ask for. `until`: when the answer goes out. */
  refuse(name: CommandName, code: FailureCode, options?: { unless?: (input: unknown) => boolean; until?: Promise<unknown> }): void;
  /** From now on the engine is slow with it, as on a busy disk: it hears of it, or where `what` is `answer` its answer comes, when the answered function is called. `only`: by what it asks for. */
  hold(name: CommandName | ProjectionName, what?: 'call' | 'answer', only?: (input: unknown) => boolean): () => void;
  /** All goes to the engine again. */
  allow(): void;
  /** As if the window had asked; the answer reaches nobody. */
  ask(name: CommandName, input: unknown): void;
}

interface Held { readonly what: 'call' | 'answer'; readonly only: (input: unknown) => boolean; readonly until: Promise<void>; readonly release: () => void }

/** For all windows of its browser that are opened from now on. */
export async function refusedCalls(page: Page): Promise<RefusedCalls> {
  const asked: { name: string; input: unknown }[] = [];
  const refused = new Map<string, { code: FailureCode; unless?: (input: unknown) => boolean; until?: Promise<unknown> }>();
  const held = new Map<string, Held>();
  let send: ((message: FromWindow) => void) | null = null;
  await page.context().routeWebSocket(/./u, (window) => {
    const engine = window.connectToServer();
    /** Answers that wait, by the number of their call. */
    const late = new Map<number, Promise<void>>();
    // The window that was opened first, which stays.
    send ??= (message) => engine.send(Buffer.from(encodeFrame(message)));
    engine.onMessage((frame) => {
      const message = typeof frame === 'string' ? null : (decodeFrame(frame) as FromEngine);
      const until = message?.kind === 'reply' ? late.get(message.id) : undefined;
      if (!until) return window.send(frame);
      void until.then(() => window.send(frame));
    });
    window.onMessage((frame) => {
      const message = typeof frame === 'string' ? null : (decodeFrame(frame) as FromWindow);
      if (message?.kind !== 'call' && message?.kind !== 'open') return engine.send(frame);
      if (message.kind === 'call') asked.push({ name: message.name, input: message.input });
      const refusal = message.kind === 'call' ? refused.get(message.name) : undefined;
      if (refusal && !refusal.unless?.(message.input)) {
        const { code, until } = refusal;
        const answer: FromEngine = { kind: 'reply', id: message.id, ok: false, failure: failure(code, 'It was refused.') };
        return void Promise.resolve(until).then(() => window.send(Buffer.from(encodeFrame(answer))));
      }
      const slow = held.get(message.name);
      if (!slow?.only(message.input)) return engine.send(frame);
      if (slow.what === 'call') return void slow.until.then(() => engine.send(frame));
      late.set(message.id, slow.until);
      engine.send(frame);
    });
  });
  let nextId = 1_000_000_000;
  return {
    asked,
    refuse: (name, code, options = {}) => void refused.set(name, { code, ...options }),
    hold(name, what = 'call', only = () => true) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const release = (): void => {
        held.delete(name);
        resolve();
      };
      held.set(name, { what, only, until: promise, release });
      return release;
    },
    allow() {
      refused.clear();
      for (const { release } of held.values()) release();
    },
    ask(name, input) {
      if (!send) throw new Error('no window is open');
      send({ kind: 'call', id: nextId++, name, input });
    },
  };
}
