/** The smallest thing two processes need to talk. Implemented over WebSocket, MessagePort and, in tests, a pair in memory. */

/** Values that cross: JSON, plus Uint8Array leaves. Never functions, dates, maps or class instances. */
export interface Transport {
  /** Queues a message. After close it is dropped silently: the other side is gone and will ask anew. */
  post(message: unknown): void;
  /** Called for every message, in order. One listener; setting it again replaces it. Messages before it is set are kept. */
  onMessage(listener: (message: unknown) => void): void;
  /** Called once when the line is gone, from either side. */
  onClose(listener: () => void): void;
  close(): void;
  /** Bytes accepted and not yet handed to the operating system; 0 where unknown. For back-pressure. */
  buffered(): number;
}
