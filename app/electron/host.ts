/** The host inside Electron: windows, the hidden mirror and the lines to both. */
import type { BrowserWindow, WebFrameMain } from 'electron';
import type { Ports } from '../../main/ports.ts';
import type { Transport } from '../../shared/ipc/transport.ts';
import { systemClock, systemRandom } from '../base-ports.ts';
import { demoServer } from '../demo-server.ts';
import type { Host, WindowLine } from '../host.ts';
import type { LogFile } from '../log.ts';
import { appProtocol } from './app-protocol.ts';
import type { RemoteImage } from './app-protocol.ts';
import { systemDesktop } from './desktop.ts';
import { closeAll } from './last-words.ts';
import { mainWindow } from './main-window.ts';
import { mirrorWindow } from './mirror-window.ts';
import { popOuts } from './pop-outs.ts';
import { portTransport } from './port-transport.ts';
import { systemPower } from './power.ts';
import { systemSecrets } from './secrets.ts';
import { trustedFrame } from './sender-check.ts';
import { CONNECT, PORT, SCHEME } from './shell.ts';
import type { Shell } from './shell.ts';
import { mirrorWindowOptions, pagePreferences } from './windows.ts';

export interface ElectronHostOptions {
  profile: string;
  /** Folder of the built UI. */
  root: string;
  preload: string;
  log: LogFile;
  extra: Pick<Ports, 'startWithDemo' | 'rehearses' | 'extraCertificates' | 'allowPrivateRemote'>;
}

/** Only after the application is ready, and after its sessions are guarded. */
export function createElectronHost(shell: Shell, options: ElectronHostOptions): Host & { quit(): void; show(): void } {
  const { profile, log } = options;
  const preferences = pagePreferences(options.preload, shell.app.isPackaged);
  const create = (window: ConstructorParameters<Shell['BrowserWindow']>[0]): BrowserWindow => new shell.BrowserWindow(window);
  const lineTo = (frame: WebFrameMain): Transport => {
    const { port1, port2 } = new shell.MessageChannelMain();
    frame.postMessage(PORT, null, [port2]);
    return portTransport(port1);
  };
  const mirror = mirrorWindow(create, mirrorWindowOptions(preferences), (frame) => {
    mirrorLine = lineTo(frame);
    onMirror?.(mirrorLine);
  }, log.log);
  const demo = demoServer(profile);
  let onWindow: (line: WindowLine) => void = () => undefined;
  let onMirror: ((transport: Transport) => void) | undefined;
  let mirrorLine: Transport | undefined;
  let remoteImage: RemoteImage = async () => null;
  let quit: () => void = () => undefined;
  let opened = 0;

  const beside = popOuts(create, preferences, log.log);
  const main = mainWindow({
    profile, screen: shell.screen, preferences, log: log.log, create, onWanted: (url) => beside.open(url),
    // The hidden window does not count: with the one the user works in, the application ends, except where that is not the custom.
    onClosed: () => { if (process.platform !== 'darwin') end(); },
  });
  let isEnding = false;
  const end = (): void => {
    if (isEnding) return;
    isEnding = true;
    main.end();
    closeAll([...(main.window ? [main.window] : []), ...beside.all()], () => quit());
  };
  const isOurs = (contentsId: number): boolean => main.window?.webContents.id === contentsId || beside.has(contentsId);

  shell.protocol.handle(SCHEME, appProtocol(options.root, (grant, url) => remoteImage(grant, url)));
  shell.ipcMain.on(CONNECT, (event) => {
    const frame = trustedFrame(event, isOurs);
    if (!frame) return log.log('warn', 'connect-refused');
    const transport = lineTo(frame);
    opened += 1;
    onWindow({ transport, name: `window ${opened}` });
  });

  return {
    ports: {
      profile,
      host: 'electron',
      version: shell.app.getVersion(),
      platform: process.platform,
      secrets: systemSecrets(profile, shell.safeStorage),
      mirror: {
        onConnect(listener) {
          onMirror = listener;
          if (mirrorLine) listener(mirrorLine);
        },
      },
      clock: systemClock,
      random: systemRandom,
      desktop: systemDesktop(shell, () => main.window, main.show),
      system: systemPower(shell.powerMonitor, systemClock),
      demo,
      log: log.log,
      ...options.extra,
    },
    onWindow(listener) { onWindow = listener; },
    onRemoteImage(answer) { remoteImage = answer; },
    onQuit(listener) { quit = listener; },
    quit: end,
    show: main.show,
    async openWindow() {
      // Only now is it certain that this profile is ours to write in.
      log.open(profile);
      mirror.open();
      await main.open();
    },
    async close() {
      mirror.close();
      beside.close();
      await main.close();
      await demo.close();
      await log.flush();
    },
  };
}
