/** What a host must supply to the engine. The engine knows no Electron, no browser and no window. */
import type { Transport } from '../shared/ipc/transport.ts';
import type { Words } from '../shared/words.ts';
import type { Security } from '../shared/model/account.ts';

/** Keeps secrets in the operating system's store, or as near to it as the host can. */
export interface SecretStore {
  /** Where secrets are kept, for the user; `weak` if other programs of the same user can read them. */
  describe(): { note: string; noteWords?: Words; weak: boolean };
  /** Undefined if there is none of that name. Rejects with FailureError 'secret-unavailable' if the store cannot be read. */
  get(name: string): Promise<string | undefined>;
  set(name: string, value: string): Promise<void>;
  delete(name: string): Promise<void>;
}

/** The door to the mirror process. */
export interface MirrorPort {
  /** Called with a line to a mirror process each time one comes up; the newest replaces the one before. */
  onConnect(listener: (transport: Transport) => void): void;
}

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs once after `ms`; the answer cancels. */
  after(ms: number, run: () => void): () => void;
}

/** Content for a file of the user, read piece by piece when it is wanted. */
export interface FileToSave {
  /** Cleaned: no path, no control characters. */
  readonly name: string;
  readonly type: string;
  /** At most once. */
  read(): AsyncIterable<Uint8Array>;
  /** What it holds open is given back. Once or more often. */
  release(): Promise<void>;
}

/** A few words, and what can be done at once. */
export interface HostNote { title: string; body: string; actions: readonly { name: string; label: string }[] }

/** What is asked of the host for the user's desktop. */
export interface Desktop {
  /** Opens an already checked http, https or mailto URL outside the application. */
  openLink(url: string): Promise<void>;
  /** Offers a file to save. Answers where it went or a URL to fetch it from, null if cancelled. Releases the content when it has been read or never will be, and if this rejects. */
  saveFile(file: FileToSave): Promise<string | null>;
  /** Shows a note on the desktop; `answer` gets null for a click on the note itself. Answers how to take it away. Left out where only a window can show notes. */
  notify?(note: HostNote, answer: (action: string | null) => void): () => void;
  /** Asks once for a folder and puts all of them there, one after another, each under a name that is free. Answers where each went, null if cancelled; releases each. If one cannot be had it rejects, and those before it stay. Left out where each is offered by itself. */
  saveFiles?(files: readonly FileToSave[]): Promise<string[] | null>;
  /** An address at which our own window can fetch it, once, for being dragged to another program; nothing is read before. Left out where files are dragged otherwise. */
  offerFile?(file: FileToSave): string;
  /** Begins to drag a file of ours out of the window that the user is in, while the button is down. Left out where windows drag out by an address (`offerFile`). */
  dragFile?(path: string): Promise<void>;
  /** Opens a file of ours with the system's program for it; never one that runs by being opened. Left out where that cannot be done. */
  openFile?(path: string): Promise<void>;
  /** Holds a PDF ready for the viewer inside the browser. Answers the path at which our own windows fetch it, once. Left out where there is no such viewer. */
  showDocument?(pdf: Uint8Array): string;
  badge(unread: number): void;
  /** Brings the window in front of the user, or opens one. */
  show(): void;
}

/** What the computer does to connections behind our back. A sleep is noticed without it too, a little later. */
export interface System {
  /** The computer woke up, or the network came back or became another one. Answers how to stop. */
  onWake(listener: () => void): () => void;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
/** Never receives a secret, an address, a subject or a body. */
export type Log = (level: LogLevel, event: string, details?: Readonly<Record<string, string | number | boolean | null>>) => void;

/** The built-in demo server, started on request. */
export interface DemoServer {
  start(): Promise<{ email: string; name: string; user: string; password: string; imap: DemoEndpoint; smtp: DemoEndpoint }>;
}
export interface DemoEndpoint { host: string; port: number; security: Security }

export interface Ports {
  /** Folder of this profile; the engine makes it (0700) if missing, locks it and keeps its journal below it. */
  profile: string;
  host: 'electron' | 'browser';
  version: string;
  platform: string;
  secrets: SecretStore;
  mirror: MirrorPort;
  clock: Clock;
  /** n random octets from a cryptographic source. */
  random(n: number): Uint8Array;
  desktop: Desktop;
  /** Where the host is told of it. */
  system?: System;
  demo: DemoServer;
  log: Log;
  /** Certificates trusted beside the system's own, PEM. Development and tests. */
  extraCertificates?: readonly string[];
  /** Lets consented remote images come from loopback and private addresses. Development and tests only. */
  allowPrivateRemote?: boolean;
  /** Milliseconds for connecting with login, and of silence under a command, before a line counts as dead; the account's own if left out. Tests only. */
  deadlines?: { connect: number; silence: number };
  /** Asks the engine to add the demo account at its start, if there is none yet. */
  startWithDemo?: boolean;
  /** A person is in front of it: without an account, the time until there is one is used to get ready for its first sync. */
  rehearses?: boolean;
}
