/** The engine's side of the contract for one window: look up, validate, run, answer failures as values. */
import type { z } from 'zod';
import { failure, toFailure, type Failure } from '../failure.ts';
import { say } from '../locales/say.ts';
import { contract, type CommandInput, type CommandName, type CommandOutput, type ProjectionInput, type ProjectionName, type ProjectionValue } from './contract.ts';
import { diff } from './patch.ts';
import type { Transport } from './transport.ts';
import type { FromEngine, FromWindow } from './wire.ts';

/** What a handler gets besides its input. */
export interface CallContext { readonly signal: AbortSignal }

/** Pushes values of one open projection; equal values are not sent twice. */
export interface Sink<V> {
  push(value: V): void;
  /** Ends it with a reason. */
  end(failure: Failure): void;
}

/** One function per command; rejects with FailureError. Misspelling a name or a field does not compile. */
export type Commands = { [K in CommandName]: (input: Parsed<K>, context: CallContext) => Promise<CommandOutput<K>> };
/** One function per projection; answers what stops it. */
export type Projections = { [K in ProjectionName]: (input: ParsedProjection<K>, sink: Sink<ProjectionValue<K>>) => () => void };
type Parsed<K extends CommandName> = z.output<(typeof contract)[K]['input']> & CommandInput<K>;
type ParsedProjection<K extends ProjectionName> = z.output<(typeof contract)[K]['input']> & ProjectionInput<K>;

type AnyCommand = (input: unknown, context: CallContext) => Promise<unknown>;
type AnyProjection = (input: unknown, sink: Sink<Record<string, unknown>>) => () => void;

export interface ServerOptions {
  commands: Commands;
  projections: Projections;
  /** Told of failures that are defects (`internal`), never of expected ones. */
  onDefect(name: string, error: unknown): void;
}

/** Serves one window until its line closes. */
export function serveWindow(transport: Transport, { commands, projections, onDefect }: ServerOptions): void {
  const running = new Map<number, AbortController>();
  const open = new Map<number, () => void>();
  const post = (message: FromEngine): void => transport.post(message);

  const failureOf = (name: string, error: unknown): Failure => {
    const known = toFailure(error);
    if (known.code === 'internal') onDefect(name, error);
    return known;
  };

  async function call(id: number, name: string, input: unknown): Promise<void> {
    const checked = check(name, 'command', input);
    if (!checked.ok) return post({ kind: 'reply', id, ok: false, failure: checked.failure });
    const controller = new AbortController();
    running.set(id, controller);
    try {
      const value = await (commands[name as CommandName] as unknown as AnyCommand)(checked.value, { signal: controller.signal });
      post({ kind: 'reply', id, ok: true, value });
    } catch (error) {
      post({ kind: 'reply', id, ok: false, failure: failureOf(name, error) });
    } finally {
      running.delete(id);
    }
  }

  function start(id: number, name: string, input: unknown): void {
    const checked = check(name, 'projection', input);
    if (!checked.ok) return post({ kind: 'ended', id, failure: checked.failure });
    let last: Record<string, unknown> | undefined;
    let ended = false;
    const sink: Sink<Record<string, unknown>> = {
      push(value) {
        if (ended) return;
        const patch = last && diff(last, value);
        if (!last) post({ kind: 'value', id, value });
        else if (patch) post({ kind: 'patch', id, patch });
        last = value;
      },
      end(reason) {
        if (ended) return;
        ended = true;
        post({ kind: 'ended', id, failure: reason });
        stop(id);
      },
    };
    open.set(id, () => { ended = true; });
    try {
      const close = (projections[name as ProjectionName] as unknown as AnyProjection)(checked.value, sink);
      if (ended) close();
      else open.set(id, () => { ended = true; close(); });
    } catch (error) {
      sink.end(failureOf(name, error));
    }
  }

  function stop(id: number): void {
    const close = open.get(id);
    open.delete(id);
    close?.();
  }

  transport.onMessage((raw) => {
    const message = raw as FromWindow;
    if (typeof message !== 'object' || message === null || !Number.isSafeInteger(message.id)) return transport.close();
    switch (message.kind) {
      case 'call': void call(message.id, message.name, message.input); break;
      case 'cancel': running.get(message.id)?.abort(); break;
      case 'open':
        if (open.has(message.id)) return transport.close();
        start(message.id, message.name, message.input);
        break;
      case 'close': stop(message.id); break;
      default: transport.close(); // not one of ours
    }
  });
  transport.onClose(() => {
    for (const controller of running.values()) controller.abort();
    for (const id of [...open.keys()]) stop(id);
  });
}

function check(name: unknown, kind: 'command' | 'projection', input: unknown): { ok: true; value: unknown } | { ok: false; failure: Failure } {
  const definition = typeof name === 'string' && Object.hasOwn(contract, name) ? contract[name as keyof typeof contract] : undefined;
  if (!definition || definition.kind !== kind) return { ok: false, failure: failure('invalid-input', say('engine-ipc.unknownName', { kind })) };
  const parsed = definition.input.safeParse(input);
  if (parsed.success) return { ok: true, value: parsed.data };
  const issue = parsed.error.issues[0];
  return { ok: false, failure: failure('invalid-input', say('engine-ipc.badInput'), { detail: issue ? `${issue.path.join('.')}: ${issue.message}` : 'unknown shape' }) };
}
