/** What differs between the two places where Godwit runs. `app/electron` and `app/browser` each implement it. */
import type { Ports } from '../main/ports.ts';
import type { Transport } from '../shared/ipc/transport.ts';

/** Who sits behind a window's line. */
export interface WindowLine {
  transport: Transport;
  /** For the log: `window 3`. */
  name: string;
}

export interface Host {
  /** Everything the engine asks of its host. */
  readonly ports: Ports;
  /** Called for every window that connects, after the host has checked that it is one of ours. */
  onWindow(listener: (line: WindowLine) => void): void;
  /** Opens the main window, or brings it to the front. */
  openWindow(): Promise<void>;
  /** Answers `GET <prefix><url>` of message frames with what the engine fetched; see engine.remoteImage. */
  onRemoteImage(answer: (grant: string, url: string) => Promise<{ type: string; content: Uint8Array } | null>): void;
  /** Called once when the user or the system ends the application. */
  onQuit(listener: () => void): void;
  /** Closes windows, servers and children started by this host. */
  close(): Promise<void>;
}
