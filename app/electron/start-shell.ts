/** The order in which the desktop shell comes up: what must be before `ready`, then guards, then windows; and how it goes down. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { toFailure } from '../../shared/failure.ts';
import { createLog } from '../log.ts';
import { certificatesOf, parseOptions, type Options } from '../options.ts';
import { defaultProfile, makeProfile } from '../profile.ts';
import { run } from '../run.ts';
import { PRIVILEGES } from './app-protocol.ts';
import { guardApplication } from './contents-guards.ts';
import { createElectronHost } from './host.ts';
import { guardSession } from './session-guards.ts';
import { APP_ID, SCHEME, type Shell } from './shell.ts';

/** `dist` holds `ui/` and `electron/`. The answer is the exit code. Everything before its first `await` must run before `ready`. */
export async function startShell(shell: Shell, argv: readonly string[], dist: string, runHost: typeof run = run, platform: string = process.platform): Promise<number> {
  const { app } = shell;
  if (app.isPackaged && SPIES.some((name) => app.commandLine.hasSwitch(name))) return refuse('it was started with a switch that would let other programs look inside.');
  let options: Options;
  let extraCertificates: string[];
  try {
    options = parseOptions(argv.filter((argument, at) => OURS.test(argument) || isValue(argv, at)));
    extraCertificates = options.extraCa === undefined ? [] : certificatesOf(readFileSync(options.extraCa, 'utf8'), options.extraCa);
  } catch (error) {
    return refuse((error as Error).message);
  }
  // Electron takes no path that depends on where one stands.
  const profile = resolve(options.profile ?? defaultProfile());

  // The lock belongs to this folder, so it comes first; Electron accepts only one that is there.
  const own = join(profile, 'electron');
  try {
    makeProfile(own);
  } catch (error) {
    return refuse(toFailure(error).message);
  }
  // The installer gives its shortcut this name: under another one Windows tells no new mail, and shows the window beside what was pinned.
  if (platform === 'win32') app.setAppUserModelId(APP_ID);
  app.setPath('userData', own);
  app.setPath('sessionData', own);
  if (!app.requestSingleInstanceLock()) return refuse('it is running already with this profile; its window has been brought to the front.');
  shell.protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: PRIVILEGES }]);
  for (const [name, value] of SWITCHES) app.commandLine.appendSwitch(name, value);
  app.enableSandbox();
  guardApplication(app);

  await app.whenReady();
  await guardSession(shell.session.defaultSession);
  const host = createElectronHost(shell, {
    profile,
    root: join(dist, 'ui'),
    preload: join(dist, 'electron', 'preload.cjs'),
    log: createLog(),
    extra: { startWithDemo: options.demo, rehearses: true, extraCertificates, allowPrivateRemote: options.allowPrivateRemote },
  });
  let ended = false;
  app.on('before-quit', (event) => {
    // The engine writes down what it has first; then the process is ended with the exit code.
    if (ended) return;
    event.preventDefault();
    host.quit();
  });
  // Without a listener Electron would end by itself; the host decides.
  app.on('window-all-closed', () => undefined);
  app.on('second-instance', () => host.show());
  app.on('activate', () => host.show());
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => host.quit());
  try {
    await runHost(host);
    return 0;
  } catch (error) {
    const { message, detail } = toFailure(error);
    shell.dialog.showErrorBox('Godwit cannot start', detail ? `${message}\n\n${detail}` : message);
    return refuse(detail ? `${message} (${detail})` : message);
  } finally {
    ended = true;
  }
}

/** Our own options; everything else on the line is Chromium's or the system's. */
const OURS = /^--(?:profile(?:=|$)|demo$|extra-ca(?:=|$)|allow-private-remote$)/u;
/** What stands behind `--profile` with a blank between: left out, mail would go into the profile of every day. */
const isValue = (argv: readonly string[], at: number): boolean => /^--(?:profile|extra-ca)$/u.test(argv[at - 1] ?? '');

const SPIES = ['remote-debugging-port', 'remote-debugging-pipe', 'inspect', 'inspect-brk', 'gpu-launcher', 'renderer-cmd-prefix', 'utility-cmd-prefix', 'load-extension'];

const SWITCHES: readonly (readonly [string, string?])[] = [
  ['no-proxy-server'],
  ['dns-prefetch-disable'],
  ['disable-quic'],
  ['no-pings'],
  ['disable-background-networking'],
  ['disable-component-update'],
  ['disable-domain-reliability'],
  // The pages talk to this application and to nobody else.
  ['host-resolver-rules', 'MAP * ~NOTFOUND'],
];

function refuse(reason: string): number {
  process.stderr.write(`Godwit cannot start: ${reason}\n`);
  return 1;
}
