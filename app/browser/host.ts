/** The host without Electron: plain Node serves the window to any installed browser. */
import type { WebSocket } from 'ws';
import type { Desktop, Ports } from '../../main/ports.ts';
import { systemClock, systemRandom } from '../base-ports.ts';
import { demoServer } from '../demo-server.ts';
import type { Host, WindowLine } from '../host.ts';
import type { LogFile } from '../log.ts';
import { watchNetwork } from '../network-watch.ts';
import { forgetRunning, noteRunning, rememberPort } from '../profile.ts';
import { browserFlags, openBrowser } from './chromium.ts';
import type { BrowserWindow } from './chromium.ts';
import { createDocuments } from '../documents.ts';
import { createDownloads } from './downloads.ts';
import { openFileOutside, openOutside } from './open-outside.ts';
import { listenSomewhere } from './port.ts';
import type { RemoteImage } from './responder.ts';
import { fileSecrets } from './secrets.ts';
import type { RunningServer } from './server.ts';
import { createMirrorDoor } from './mirror-door.ts';
import { socketTransport } from './socket-transport.ts';

export interface BrowserHostOptions {
  profile: string;
  version: string;
  /** Folder of the built UI. */
  root: string;
  /** Asked for on the command line; undefined takes the one remembered in the profile. */
  port: number | undefined;
  /** The browser to open a window with; undefined prints the address only. */
  browser: string | undefined;
  withoutSandbox: boolean;
  log: LogFile;
  print(line: string): void;
  extra: Pick<Ports, 'startWithDemo' | 'rehearses' | 'extraCertificates' | 'allowPrivateRemote'>;
}

/** After the browser handed its window to a process that was there already: how long without any window means "closed". */
const ABANDONED = 5_000;

export function createBrowserHost(options: BrowserHostOptions): Host & { quit(): void } {
  const { profile, log } = options;
  const downloads = createDownloads();
  const documents = createDocuments();
  const mirror = createMirrorDoor();
  const demo = demoServer(profile);
  let onWindow: (line: WindowLine) => void = () => undefined;
  let remoteImage: RemoteImage = async () => null;
  let quit: () => void = () => undefined;
  let server: RunningServer | undefined;
  let window: BrowserWindow | undefined;
  let closing = false;
  let windows = 0;
  let opened = 0;

  const enter = (socket: WebSocket): void => {
    windows += 1;
    opened += 1;
    socket.once('close', () => { windows -= 1; });
    onWindow({ transport: socketTransport(socket), name: `window ${opened}` });
  };

  const desktop: Desktop = {
    openLink: openOutside,
    saveFile: async (file) => downloads.offer(file),
    offerFile: (file) => downloads.offer(file),
    openFile: openFileOutside,
    showDocument: (pdf) => documents.offer(pdf),
    // A page shows its own notes and its own number; there is no desktop to reach from here.
    badge: () => undefined,
    show: () => undefined,
  };

  const showWindow = (browser: string, running: RunningServer): void => {
    const url = `${running.address}?token=${running.access.issueToken()}`;
    window = openBrowser(browser, browserFlags(url, profile, options.withoutSandbox));
    void window.ended.then(async (started) => {
      if (closing) return;
      if (!started) return options.print('The browser could not be started: open the address above in any browser.');
      // The browser may have given the address to one of its processes that runs already on this profile.
      do await new Promise((resolve) => { setTimeout(resolve, windows > 0 || opened === 0 ? ABANDONED : 300); });
      while (windows > 0 && !closing);
      quit();
    });
  };

  return {
    ports: {
      profile,
      host: 'browser',
      version: options.version,
      platform: process.platform,
      secrets: fileSecrets(profile),
      mirror,
      clock: systemClock,
      random: systemRandom,
      desktop,
      system: { onWake: (listener) => watchNetwork(listener, { clock: systemClock }) },
      demo,
      log: log.log,
      ...options.extra,
    },
    onWindow(listener) { onWindow = listener; },
    onRemoteImage(answer) { remoteImage = answer; },
    onQuit(listener) { quit = listener; },
    quit: () => quit(),
    async openWindow() {
      // Only now is it certain that this profile is ours to write in.
      log.open(profile);
      const parts = {
        root: options.root,
        respond: { remoteImage: ((grant, url) => remoteImage(grant, url)) satisfies RemoteImage, downloads, documents },
        onWindow: enter,
        onMirror: (socket: WebSocket) => mirror.knock(socket),
        onRefused: (reason: string) => log.log('info', 'request-refused', { reason }),
      };
      const { running, moved } = await listenSomewhere(profile, options.port, parts);
      server = running;
      await rememberPort(profile, running.port);
      await noteRunning(profile, running.address);
      if (moved !== undefined) options.print(`Port ${moved} is taken: using ${running.port}. The local copy of your mail is rebuilt there; nothing is lost.`);
      options.print(`Godwit is ready at ${running.address}?token=${running.access.issueToken()}`);
      if (options.browser) showWindow(options.browser, running);
    },
    async close() {
      closing = true;
      if (server) forgetRunning(profile);
      await Promise.all([window?.close(), server?.close(), demo.close(), downloads.close()]);
      await log.flush();
    },
  };
}
