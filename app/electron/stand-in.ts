/** A stand-in of the `electron` module for unit tests, held to Electron's own declarations. */
import { EventEmitter } from 'node:events';
import { isAbsolute } from 'node:path';
import type { BrowserWindowConstructorOptions, CustomScheme, MessagePortMain, Session, WebContents, WebFrameMain } from 'electron';
import type { Shell } from './shell.ts';

/** Only names that the real thing has; Electron's event overloads cannot be repeated one by one. */
type Members<T> = Partial<Record<keyof T, unknown>>;

export interface StandIn {
  shell: Shell;
  /** What was called, in order: `app.whenReady`. */
  calls: string[];
  app: EventEmitter;
  powerMonitor: EventEmitter;
  ipcMain: EventEmitter;
  session: ReturnType<typeof sessionStandIn>;
  windows: WindowStandIn[];
  schemes: CustomScheme[];
  opened: string[];
  /** Files that were taken out of a window. */
  dragged: (readonly [contentsId: number, path: string])[];
  notes: NoteStandIn[];
  errorBoxes: string[];
  handlers: Map<string, (request: Request) => Promise<Response>>;
  /** Answers of the system, to be changed by a test. */
  system: { lock: boolean; packaged: boolean; switches: Set<string>; backend: 'basic_text' | 'gnome_libsecret'; keyStore: boolean; savePath: string | undefined; slowPages: boolean };
}

interface NoteStandIn extends EventEmitter { readonly options: { title: string; body: string } }

export class PortStandIn extends EventEmitter {
  other: PortStandIn | undefined;
  started = false;
  postMessage(message: unknown): void {
    const copy = structuredClone(message);
    queueMicrotask(() => this.other?.emit('message', { data: copy }));
  }
  start(): void { this.started = true; }
  close(): void { queueMicrotask(() => this.other?.emit('close')); }
}
PortStandIn.prototype satisfies Members<MessagePortMain>;

let contentsCount = 0;

export class ContentsStandIn extends EventEmitter {
  readonly id = contentsCount += 1;
  url = '';
  openHandler: ((details: { url: string }) => { action: string }) | undefined;
  readonly ports: PortStandIn[] = [];
  readonly mainFrame = {
    parent: null,
    origin: 'app://godwit',
    postMessage: (_channel: string, _message: unknown, ports: PortStandIn[]) => { this.ports.push(...ports); },
  } satisfies Members<WebFrameMain>;
  dragged: StandIn['dragged'] = [];
  getURL(): string { return this.url; }
  startDrag({ file, icon }: { file: string; icon: unknown }): void {
    if (!icon) throw new Error('a drag must have a picture');
    this.dragged.push([this.id, file]);
  }
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void { this.openHandler = handler; }
}
ContentsStandIn.prototype satisfies Members<Omit<WebContents, 'url'>>;

export class WindowStandIn extends EventEmitter {
  readonly options: BrowserWindowConstructorOptions;
  readonly webContents = new ContentsStandIn();
  destroyed = false;
  visible = false;
  /** Its page has been told that it ends (`pagehide`). */
  told = false;
  /** A page that has not finished loading, until the test lets it. */
  slow = false;
  constructor(options: BrowserWindowConstructorOptions = {}) {
    super();
    this.options = options;
  }
  /** Rejects as Electron's `loadURL` does: with ERR_FAILED if the window is closed meanwhile, with ERR_ABORTED if it begins to load anew. */
  async loadURL(url: string): Promise<void> {
    this.webContents.url = url;
    if (this.slow) {
      await new Promise<void>((resolve, reject) => {
        const fail = (code: string) => (): void => reject(Object.assign(new Error(`${code} loading '${url}'`), { code }));
        this.webContents.once('did-finish-load', resolve);
        this.once('closed', fail('ERR_FAILED'));
        this.once('reloaded', fail('ERR_ABORTED'));
      });
    } else this.webContents.emit('did-finish-load');
    this.emit('ready-to-show');
  }
  show(): void { this.visible = true; }
  focus(): void { this.emit('focus'); }
  restore(): void { this.emit('restore'); }
  /** “Maximizes the window. This will also show (but not focus) the window if it isn't being displayed already” (Electron, `win.maximize`). */
  maximize(): void {
    this.visible = true;
    this.emit('maximize');
  }
  reload(): void { this.emit('reloaded'); }
  isMinimized(): boolean { return false; }
  isMaximized(): boolean { return false; }
  isDestroyed(): boolean { return this.destroyed; }
  getNormalBounds() { return { x: 10, y: 20, width: 900, height: 600 }; }
  close(): void {
    this.emit('close');
    this.told = true;
    this.destroy();
  }
  /** “The unload and beforeunload event won't be emitted for the web page, and close event will also not be emitted” (Electron, `win.destroy`). */
  destroy(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    this.emit('closed');
  }
}

/** A session that keeps every handler it is given. */
export function sessionStandIn() {
  const emitter = new EventEmitter();
  const handlers: Record<string, (...args: never[]) => unknown> = {};
  const values: Record<string, unknown> = {};
  const keep = (name: string & keyof Session) => (handler: (...args: never[]) => unknown): void => { handlers[name] = handler; };
  const session = {
    on: emitter.on.bind(emitter),
    setPermissionRequestHandler: keep('setPermissionRequestHandler'),
    setPermissionCheckHandler: keep('setPermissionCheckHandler'),
    setDevicePermissionHandler: keep('setDevicePermissionHandler'),
    setDisplayMediaRequestHandler: keep('setDisplayMediaRequestHandler'),
    setBluetoothPairingHandler: keep('setBluetoothPairingHandler'),
    setCertificateVerifyProc: keep('setCertificateVerifyProc'),
    setSpellCheckerEnabled: (enabled: boolean): void => { values['spelling'] = enabled; },
    setSpellCheckerDictionaryDownloadURL: (url: string): void => { values['dictionaries'] = url; },
    setProxy: async (config: { mode?: string }): Promise<void> => { values['proxy'] = config.mode; },
    webRequest: { onBeforeRequest: (handler: (...args: never[]) => unknown): void => { handlers['onBeforeRequest'] = handler; } },
  } satisfies Members<Session>;
  return { session, emitter, handlers, values };
}

export function createStandIn(): StandIn {
  const calls: string[] = [];
  const called = <T>(name: string, value: T): T => {
    calls.push(name);
    return value;
  };
  const app = new EventEmitter();
  const ipcMain = new EventEmitter();
  const powerMonitor = new EventEmitter();
  const session = sessionStandIn();
  const windows: WindowStandIn[] = [];
  const schemes: CustomScheme[] = [];
  const opened: string[] = [];
  const dragged: StandIn['dragged'] = [];
  const notes: NoteStandIn[] = [];
  const errorBoxes: string[] = [];
  const handlers: StandIn['handlers'] = new Map();
  const system: StandIn['system'] = { lock: true, packaged: false, switches: new Set(), backend: 'gnome_libsecret', keyStore: true, savePath: undefined, slowPages: false };

  const appMembers = {
    get isPackaged() { return system.packaged; },
    commandLine: { hasSwitch: (name: string) => system.switches.has(name), appendSwitch: (name: string) => called(`switch ${name}`, undefined) } satisfies Members<Shell['app']['commandLine']>,
    setPath: (name: string, path: string) => {
      // As Electron does (electron/electron#22626).
      if (!isAbsolute(path)) throw new Error('Path must be absolute');
      called(`app.setPath ${name}`, undefined);
    },
    requestSingleInstanceLock: () => called('app.requestSingleInstanceLock', system.lock),
    setAppUserModelId: (id: string) => called(`app.setAppUserModelId ${id}`, undefined),
    enableSandbox: () => called('app.enableSandbox', undefined),
    whenReady: async (): Promise<void> => called('app.whenReady', undefined),
    getVersion: () => '0.0.0-test',
    getFileIcon: async (path: string) => ({ icon: path }),
    setBadgeCount: (count?: number) => called(`app.setBadgeCount ${count}`, true),
    on: (name: string, listener: (...args: unknown[]) => void) => {
      calls.push(`app.on ${name}`);
      app.on(name, listener);
      return app as unknown as Shell['app'];
    },
  } satisfies Members<Shell['app']>;

  const module = {
    app: appMembers,
    ipcMain,
    powerMonitor,
    session: { defaultSession: session.session } satisfies Members<Shell['session']>,
    protocol: {
      registerSchemesAsPrivileged: (list: CustomScheme[]) => {
        schemes.push(...list);
        calls.push('protocol.registerSchemesAsPrivileged');
      },
      handle: (scheme: string, handler: (request: Request) => Promise<Response>) => {
        handlers.set(scheme, handler);
        calls.push(`protocol.handle ${scheme}`);
      },
    } satisfies Members<Shell['protocol']>,
    BrowserWindow: class extends WindowStandIn {
      static getFocusedWindow(): WindowStandIn | null { return windows.find((window) => window.visible && !window.destroyed) ?? null; }
      constructor(options?: BrowserWindowConstructorOptions) {
        super(options);
        calls.push('new BrowserWindow');
        windows.push(this);
        this.webContents.dragged = dragged;
        this.slow = system.slowPages;
        app.emit('web-contents-created', {}, this.webContents);
      }
    },
    MessageChannelMain: class {
      port1 = new PortStandIn();
      port2 = new PortStandIn();
      constructor() {
        this.port1.other = this.port2;
        this.port2.other = this.port1;
      }
    },
    Notification: class extends EventEmitter implements NoteStandIn {
      readonly options: NoteStandIn['options'];
      constructor(options: NoteStandIn['options']) {
        super();
        this.options = options;
      }
      static isSupported(): boolean { return true; }
      show(): void { notes.push(this); }
      close(): void { notes.splice(notes.indexOf(this), 1); }
    },
    dialog: {
      showErrorBox: (_title: string, content: string) => void errorBoxes.push(content),
      showOpenDialog: async () => ({ canceled: system.savePath === undefined, filePaths: system.savePath === undefined ? [] : [system.savePath] }),
      showSaveDialog: async () => ({ canceled: system.savePath === undefined, filePath: system.savePath ?? '' }),
    } satisfies Members<Shell['dialog']>,
    screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] } satisfies Members<Shell['screen']>,
    shell: {
      openExternal: async (url: string): Promise<void> => void opened.push(url),
      openPath: async (path: string): Promise<string> => (path.endsWith('.none') ? 'No application' : (opened.push(path), '')),
    } satisfies Pick<Shell['shell'], 'openExternal' | 'openPath'>,
    safeStorage: {
      // Reversed, so that a test can tell sealed from clear.
      encryptStringAsync: async (text: string): Promise<Buffer> => Buffer.from([...text].reverse().join('')),
      decryptStringAsync: async (sealed: Buffer) => ({ result: [...sealed.toString()].reverse().join(''), shouldReEncrypt: false }),
      isAsyncEncryptionAvailable: async (): Promise<boolean> => system.keyStore,
      getSelectedStorageBackend: () => system.backend,
    } satisfies Pick<Shell['safeStorage'], 'encryptStringAsync' | 'decryptStringAsync' | 'isAsyncEncryptionAvailable' | 'getSelectedStorageBackend'>,
  } satisfies Record<keyof Shell, unknown>;

  return { shell: module as unknown as Shell, calls, app, powerMonitor, ipcMain, session, windows, schemes, opened, dragged, notes, errorBoxes, handlers, system };
}
