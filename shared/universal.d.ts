/** The few globals that Node, windows and workers have in common; `lib` offers them only together with a DOM. */

interface AbortSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}
interface AbortController { readonly signal: AbortSignal; abort(reason?: unknown): void }
declare const AbortController: { new (): AbortController };
declare const TextEncoder: { new (): { encode(text: string): Uint8Array<ArrayBuffer> } };
declare const TextDecoder: { new (label?: string, options?: { fatal?: boolean }): { decode(bytes?: Uint8Array): string } };
declare function queueMicrotask(run: () => void): void;
declare function structuredClone<T>(value: T): T;
