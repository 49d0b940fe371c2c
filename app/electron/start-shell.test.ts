import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fail } from '../../shared/failure.ts';
import type { Transport } from '../../shared/ipc/transport.ts';
import { decodeFrame, encodeFrame } from '../../shared/ipc/frame.ts';
import type { Host, WindowLine } from '../host.ts';
import { createStandIn } from './stand-in.ts';
import type { StandIn } from './stand-in.ts';
import { systemDesktop } from './desktop.ts';
import { startShell } from './start-shell.ts';

let profile: string;
let stand: StandIn;
let host: Host;
let lines: WindowLine[];
let mirrors: Transport[];
let engineStopped: () => void;
const notYet = (): void => { throw new Error('the engine was not asked to stop'); };

beforeEach(() => {
  profile = mkdtempSync(join(tmpdir(), 'godwit-shell-'));
  stand = createStandIn();
  lines = [];
  mirrors = [];
  engineStopped = notYet;
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(profile, { recursive: true, force: true, maxRetries: 10 });
});

/** Instead of the engine: notes what it is given and stops when the test lets it. */
async function runHost(given: Host): Promise<void> {
  host = given;
  host.onWindow((line) => lines.push(line));
  host.ports.mirror.onConnect((line) => mirrors.push(line));
  const quitting = new Promise<void>((resolve) => host.onQuit(resolve));
  await host.openWindow();
  await quitting;
  await new Promise<void>((resolve) => { engineStopped = resolve; });
  await host.close();
}
const start = (...args: string[]): Promise<number> => startShell(stand.shell, ['/app', `--profile=${profile}`, ...args], '/nonexistent', runHost);
const settled = (): Promise<void> => new Promise((resolve) => { setTimeout(resolve, 30); });
/** Both windows are there and the engine's place is taken. */
const up = async (): Promise<void> => void (await vi.waitFor(() => expect(stand.windows[1]?.visible).toBe(true), 5_000));
const quit = (): { prevented: boolean } => {
  const event = { prevented: false, preventDefault: () => { event.prevented = true; } };
  stand.app.emit('before-quit', event);
  return event;
};

describe('startup', () => {
  test('what must come before ready does, then guards, then windows', async () => {
    void start();
    await up();
    const at = (name: string): number => {
      expect(stand.calls).toContain(name);
      return stand.calls.indexOf(name);
    };
    const ready = at('app.whenReady');
    for (const name of ['app.setPath userData', 'app.setPath sessionData', 'app.requestSingleInstanceLock', 'protocol.registerSchemesAsPrivileged', 'app.enableSandbox', 'app.on web-contents-created', 'app.on certificate-error', 'switch host-resolver-rules', 'switch no-proxy-server']) {
      expect(at(name)).toBeLessThan(ready);
    }
    expect(at('app.setPath userData')).toBeLessThan(at('app.requestSingleInstanceLock'));
    expect(at('protocol.handle app')).toBeGreaterThan(ready);
    expect(at('new BrowserWindow')).toBeGreaterThan(at('protocol.handle app'));
    expect(Object.keys(stand.session.handlers)).toContain('onBeforeRequest');
    expect(stand.schemes.map(({ scheme }) => scheme)).toEqual(['app']);
  });

  test.each([['win32', true], ['linux', false], ['darwin', false]])('on %s the system is told the name that the installer gave: %s', async (platform, told) => {
    void startShell(stand.shell, ['/app', `--profile=${profile}`], '/nonexistent', runHost, platform);
    await up();
    const name = 'app.setAppUserModelId org.godwit.Godwit';
    expect(stand.calls.includes(name)).toBe(told);
    if (told) expect(stand.calls.indexOf(name)).toBeLessThan(stand.calls.indexOf('app.whenReady'));
  });

  test('the engine hears when the computer wakes up', async () => {
    void start();
    await up();
    let told = 0;
    const stop = host.ports.system!.onWake(() => told++);
    stand.powerMonitor.emit('resume');
    stop();
    stand.powerMonitor.emit('resume');
    expect(told).toBe(1);
  });

  test('every window is sandboxed and shows our own page; the mirror stays hidden and awake', async () => {
    void start();
    await up();
    const [mirror, main] = stand.windows;
    expect([mirror?.webContents.url, mirror?.visible, main?.webContents.url, main?.visible]).toEqual(['app://godwit/mirror.html', false, 'app://godwit/', true]);
    for (const window of stand.windows) {
      expect(window.options.webPreferences).toMatchObject({ contextIsolation: true, sandbox: true, nodeIntegration: false, nodeIntegrationInSubFrames: false, nodeIntegrationInWorker: false, webviewTag: false, webSecurity: true, spellcheck: false });
      expect(window.webContents.openHandler).toBeDefined();
    }
    expect(mirror?.options).toMatchObject({ show: false, webPreferences: { backgroundThrottling: false } });
  });

  test('developer tools only where the application is not packaged', async () => {
    stand.system.packaged = true;
    void start();
    await up();
    expect(stand.windows.map(({ options }) => options.webPreferences?.devTools)).toEqual([false, false]);
  });

  test('a second instance ends at once and touches nothing', async () => {
    stand.system.lock = false;
    expect(await start()).toBe(1);
    expect(stand.calls).not.toContain('app.whenReady');
    expect(stand.windows).toEqual([]);
  });

  test.each(['/proc/godwit', join(import.meta.filename, 'below-a-file')])('a profile at %s is refused before anything else', async (place) => {
    expect(await startShell(stand.shell, [`--profile=${place}`], '/nonexistent', runHost)).toBe(1);
    expect(stand.calls).toEqual([]);
    expect(process.stderr.write).toHaveBeenCalledWith(expect.stringContaining(`The profile folder ${place}`));
  });

  test.each(['=', ' '])('a profile that is given from where one stands, behind "%s", is found', async (between) => {
    void startShell(stand.shell, `--lang=de positional --profile${between}${relative(process.cwd(), profile)}`.split(' '), '/nonexistent', runHost);
    await up();
    expect(host.ports.profile).toBe(profile);
  });

  test('where its folder is forgotten it does not go on with the one of every day', async () => {
    expect(await startShell(stand.shell, ['--profile'], '/nonexistent', runHost)).toBe(1);
    expect(stand.calls).toEqual([]);
    expect(process.stderr.write).toHaveBeenCalledWith(expect.stringMatching(/^Godwit cannot start: .*--profile/u));
  });

  test.each(['second-instance', 'activate'])('asked for once more while it starts (%s), it opens one window', async (event) => {
    const engine = Promise.withResolvers<undefined>();
    void startShell(stand.shell, [`--profile=${profile}`], '/nonexistent', async (given) => {
      await engine.promise;
      await runHost(given);
    });
    await vi.waitFor(() => expect(stand.calls).toContain('app.on activate'), 5_000);
    stand.app.emit(event);
    stand.app.emit(event);
    await settled();
    expect(stand.windows).toEqual([]);
    engine.resolve(undefined);
    await up();
    await settled();
    expect(stand.windows.map(({ webContents }) => webContents.url)).toEqual(['app://godwit/mirror.html', 'app://godwit/']);
  });

  test.each(['remote-debugging-port', 'inspect', 'gpu-launcher'])('packaged, it refuses --%s', async (name) => {
    stand.system.packaged = true;
    stand.system.switches.add(name);
    expect(await start()).toBe(1);
    expect(stand.calls).toEqual([]);
  });

  test('an engine that cannot start is said in a box', async () => {
    const code = await startShell(stand.shell, [`--profile=${profile}`], '/nonexistent', async () => { throw fail('storage', 'The profile cannot be written.', { detail: 'EROFS' }); });
    expect([code, stand.errorBoxes]).toEqual([1, ['The profile cannot be written.\n\nEROFS']]);
  });
});

describe('lines', () => {
  const connect = (event: object): boolean => stand.ipcMain.emit('godwit:connect', event);

  test('a window that asks gets a line, anyone else gets none', async () => {
    void start();
    await up();
    const contents = stand.windows[1]?.webContents;
    if (!contents) throw new Error('no window');
    connect({ sender: contents, senderFrame: contents.mainFrame });
    expect(lines.map(({ name }) => name)).toEqual(['window 1']);
    connect({ sender: contents, senderFrame: null });
    connect({ sender: contents, senderFrame: { ...contents.mainFrame, parent: contents.mainFrame } });
    connect({ sender: contents, senderFrame: { ...contents.mainFrame, origin: 'https://evil.example' } });
    connect({ sender: { id: 999_999 }, senderFrame: contents.mainFrame });
    connect({ sender: stand.windows[0]?.webContents, senderFrame: stand.windows[0]?.webContents.mainFrame });
    expect(lines).toHaveLength(1);
    expect(contents.ports).toHaveLength(1);
  });

  test('messages cross as frames; anything else ends the line', async () => {
    void start();
    await up();
    const contents = stand.windows[1]?.webContents;
    connect({ sender: contents, senderFrame: contents?.mainFrame });
    const [page, line] = [contents?.ports[0], lines[0]?.transport];
    const [toMain, toPage]: unknown[][] = [[], []];
    let closed = 0;
    line?.onMessage((message) => toMain?.push(message));
    line?.onClose(() => { closed += 1; });
    page?.on('message', ({ data }: { data: Uint8Array }) => toPage?.push(decodeFrame(data)));
    page?.postMessage(encodeFrame({ ask: new Uint8Array([7]) }));
    line?.post({ answer: 1 });
    await vi.waitFor(() => expect(toPage).toHaveLength(1), 5_000);
    expect([toMain, toPage]).toEqual([[{ ask: new Uint8Array([7]) }], [{ answer: 1 }]]);
    page?.postMessage({ __proto__: null, not: 'a frame' });
    await settled();
    expect([closed, toMain?.length]).toEqual([1, 1]);
  });

  test('the mirror gets a line with every load, and its window comes back when it dies', async () => {
    void start();
    await up();
    expect(mirrors).toHaveLength(1);
    stand.windows[0]?.webContents.emit('did-finish-load');
    expect(mirrors).toHaveLength(2);
    stand.windows[0]?.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    expect(stand.windows[0]?.destroyed).toBe(true);
    await vi.waitFor(() => expect(mirrors).toHaveLength(3), 3_000);
    expect(stand.windows.at(-1)?.webContents.url).toBe('app://godwit/mirror.html');
  });
});

test('the window whose page has died is loaded again, and not within the event', async () => {
  void start();
  await up();
  let reloads = 0;
  stand.windows[1]?.on('reloaded', () => { reloads += 1; });
  stand.windows[1]?.webContents.emit('render-process-gone', {}, { reason: 'oom' });
  expect(reloads).toBe(0);
  await vi.waitFor(() => expect(reloads).toBe(1), 5_000);
});

describe('quitting', () => {
  test('waits for the engine, then lets go', async () => {
    let code: number | undefined;
    const ended = start().then((value) => { code = value; });
    await up();
    expect(quit().prevented).toBe(true);
    expect(quit().prevented).toBe(true);
    await settled();
    expect(code).toBeUndefined();
    await vi.waitFor(() => engineStopped(), 5_000);
    await ended;
    expect([code, quit().prevented]).toEqual([0, false]);
    expect(stand.windows.every(({ destroyed }) => destroyed)).toBe(true);
  });

  test('closed before it has loaded, it ends in order', async () => {
    stand.system.slowPages = true;
    const ended = start();
    await vi.waitFor(() => expect(stand.windows).toHaveLength(2), 5_000);
    stand.windows[1]?.close();
    await vi.waitFor(() => engineStopped(), 5_000);
    expect([await ended, stand.errorBoxes]).toEqual([0, []]);
  });

  test('the pages hear of it, so that a letter being written is kept, and the place of the window is remembered', async () => {
    const ended = start();
    await up();
    stand.windows[1]?.webContents.openHandler?.({ url: 'app://godwit/#/message/7%3A12%40account%2FINBOX' });
    quit();
    await vi.waitFor(() => engineStopped(), 5_000);
    expect(await ended).toBe(0);
    const [mirror, ...pages] = stand.windows;
    expect(pages.map(({ told }) => told)).toEqual([true, true]);
    expect(mirror?.destroyed).toBe(true);
    expect(JSON.parse(readFileSync(join(profile, 'window.json'), 'utf8'))).toMatchObject({ x: 10, y: 20 });
  });

  test('a page that does not answer does not keep it from ending', async () => {
    const ended = start();
    await up();
    const window = stand.windows[1]!;
    window.close = () => undefined;
    quit();
    await vi.waitFor(() => engineStopped(), 5_000);
    expect([await ended, window.destroyed]).toEqual([0, true]);
  });

  test('asked for once more while it ends, it opens no window', async () => {
    const ended = start();
    await up();
    quit();
    await vi.waitFor(() => expect(engineStopped).not.toBe(notYet), 5_000);
    stand.app.emit('second-instance');
    await settled();
    engineStopped();
    await ended;
    expect(stand.windows).toHaveLength(2);
  });

  test('closing the window ends the application and remembers its place', async () => {
    const ended = start();
    await up();
    stand.windows[1]?.close();
    await vi.waitFor(() => engineStopped(), 5_000);
    expect(await ended).toBe(0);
    expect(JSON.parse(readFileSync(join(profile, 'window.json'), 'utf8'))).toEqual({ x: 10, y: 20, width: 900, height: 600, maximized: false });
  });

  test('a window that was maximised is not shown empty either', async () => {
    writeFileSync(join(profile, 'window.json'), '{"width":900,"height":600,"maximized":true}');
    stand.system.slowPages = true;
    void start();
    await vi.waitFor(() => expect(stand.windows).toHaveLength(2), 5_000);
    const [, window] = stand.windows;
    let isMaximised = false;
    window?.on('maximize', () => { isMaximised = true; });
    await settled();
    expect([window?.visible, isMaximised]).toEqual([false, false]);
    window?.webContents.emit('did-finish-load');
    await vi.waitFor(() => expect([window?.visible, isMaximised]).toEqual([true, true]), 5_000);
  });

  test.each([['{"x":10,"y":20,"width":900,"height":600}', { x: 10, y: 20, width: 900, height: 600 }], ['{"x":9000,"y":20,"width":900,"height":600}', { width: 900, height: 600 }], ['{', { width: 1280, height: 800 }], ['{"width":1,"height":1e9}', { width: 1280, height: 800 }]])('a remembered %s opens well', async (state, expected) => {
    writeFileSync(join(profile, 'window.json'), state);
    void start();
    await up();
    const { x, y, width, height } = stand.windows[1]?.options ?? {};
    expect(JSON.parse(JSON.stringify({ x, y, width, height }))).toEqual(expected);
  });
});

describe('the desktop', () => {
  test('opens checked links only, saves where the user says, shows notes', async () => {
    void start();
    await up();
    const { desktop } = host.ports;
    await desktop.openLink('https://example.org/');
    await expect(desktop.openLink('file:///etc/passwd')).rejects.toMatchObject({ failure: { code: 'invalid-input' } });
    expect(stand.opened).toEqual(['https://example.org/']);
    let released = 0;
    const file = (broken = false) => ({
      name: 'a.txt', type: 'text/plain',
      async *read() {
        yield Buffer.from('x');
        if (broken) throw fail('unsupported', 'This cannot be decoded.');
      },
      release: async () => { released += 1; },
    });
    expect(await desktop.saveFile(file())).toBeNull();
    stand.system.savePath = join(profile, 'saved.txt');
    expect(await desktop.saveFile(file())).toBe(stand.system.savePath);
    expect(readFileSync(stand.system.savePath, 'utf8')).toBe('x');
    stand.system.savePath = join(profile, 'missing', 'deep', 'saved.txt');
    await expect(desktop.saveFile(file())).rejects.toMatchObject({ failure: { code: 'storage' } });
    stand.system.savePath = join(profile, 'broken.txt');
    await expect(desktop.saveFile(file(true))).rejects.toMatchObject({ failure: { code: 'unsupported' } });
    expect(existsSync(stand.system.savePath)).toBe(false);
    expect(released).toBe(4);
    const answers: (string | null)[] = [];
    const close = desktop.notify!({ title: 't', body: 'b', actions: [{ name: 'archive', label: 'Archive' }] }, (action) => void answers.push(action));
    const note = stand.notes[0]!;
    note.emit('click');
    note.emit('action', { actionIndex: 0 });
    expect(answers).toEqual([null, 'archive']);
    close();
    expect(stand.notes).toEqual([]);
    for (const platform of ['linux', 'darwin', 'win32']) systemDesktop(stand.shell, () => undefined, () => undefined, async () => true, platform).notify!({ title: '<b>', body: '<a href="https://evil.example/">you & me</a>', actions: [] }, () => undefined);
    expect(stand.notes.map(({ options }) => options)).toMatchObject([{ title: '<b>', body: '&lt;a href="https://evil.example/"&gt;you &amp; me&lt;/a&gt;' }, ...Array<unknown>(2).fill({ title: '<b>', body: '<a href="https://evil.example/">you & me</a>' })]);
    let focused = false;
    stand.windows[1]?.on('focus', () => { focused = true; });
    desktop.show();
    expect(focused).toBe(true);
    desktop.badge(3);
    expect(stand.calls).toContain('app.setBadgeCount 3');
  });
});
