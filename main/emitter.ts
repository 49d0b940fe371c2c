/** The smallest way for one part of the engine to be told by another. */

export interface Emitter<T> {
  /** Answers a function that unsubscribes. */
  on(listener: (value: T) => void): () => void;
  emit(value: T): void;
}

/** Listeners run in the order they came; one that throws does not keep the others from being told, its error is thrown afterwards. */
export function createEmitter<T>(): Emitter<T> {
  const listeners = new Set<(value: T) => void>();
  return {
    on(listener) {
      const own = (value: T): void => listener(value);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    emit(value) {
      const errors: unknown[] = [];
      for (const listener of [...listeners]) {
        try {
          listener(value);
        } catch (error) {
          errors.push(error);
        }
      }
      if (errors.length) throw errors[0];
    },
  };
}
