import { EventEmitter } from 'node:events';
import type { App, WebContents } from 'electron';
import { beforeEach, describe, expect, test } from 'vitest';
import { guardApplication, guardContents } from './contents-guards.ts';
import { guardSession, staysInside } from './session-guards.ts';
import type { GuardedSession } from './session-guards.ts';
import { ContentsStandIn, sessionStandIn } from './stand-in.ts';

/** Was the event's usual course prevented? */
function prevented(emitter: EventEmitter, name: string, ...args: unknown[]): boolean {
  let stopped = false;
  const [first, ...rest] = args;
  emitter.emit(name, { ...(first as object), preventDefault: () => { stopped = true; } }, ...rest);
  return stopped;
}

describe('pages', () => {
  let contents: ContentsStandIn;
  beforeEach(() => {
    contents = new ContentsStandIn();
    contents.url = 'app://godwit/';
    guardContents(contents as unknown as WebContents);
  });
  const OUTSIDE = ['https://evil.example/', 'file:///etc/passwd', 'app://evil/', 'app://godwit.evil/', 'app://godwit/other.html', 'app://godwit/mirror.html', 'javascript:alert(1)', 'data:text/html,x', 'about:blank'];

  test.each(OUTSIDE)('the window does not navigate to %s', (url) => {
    expect(prevented(contents, 'will-frame-navigate', { url, isMainFrame: true })).toBe(true);
    expect(prevented(contents, 'will-navigate', { url })).toBe(true);
    expect(prevented(contents, 'will-redirect', { url })).toBe(true);
    expect(contents.openHandler?.({ url })).toEqual({ action: 'deny' });
  });

  test.each(['https://evil.example/', 'app://godwit/', 'app://godwit/message-frame.html?x', 'data:text/html,x', 'blob:app://godwit/1'])('a frame does not navigate to %s', (url) => {
    expect(prevented(contents, 'will-frame-navigate', { url, isMainFrame: false })).toBe(true);
  });

  test('a reload and the blank message page are let through', () => {
    expect(prevented(contents, 'will-frame-navigate', { url: 'app://godwit/', isMainFrame: true })).toBe(false);
    expect(prevented(contents, 'will-navigate', { url: 'app://godwit/' })).toBe(false);
    expect(prevented(contents, 'will-frame-navigate', { url: 'app://godwit/message-frame.html', isMainFrame: false })).toBe(false);
  });

  test('a window of its own for one message is reloaded where it stands, and goes nowhere else', () => {
    const place = 'app://godwit/#/message/7%3A12%40account%2FINBOX';
    contents.url = place;
    expect(prevented(contents, 'will-frame-navigate', { url: place, isMainFrame: true })).toBe(false);
    expect(prevented(contents, 'will-navigate', { url: place })).toBe(false);
    for (const url of ['app://godwit/#/message/7%3A13%40account%2FINBOX', 'app://godwit/', 'app://godwit/other.html#/message/7%3A12%40account%2FINBOX']) {
      expect(prevented(contents, 'will-frame-navigate', { url, isMainFrame: true })).toBe(true);
      expect(prevented(contents, 'will-navigate', { url })).toBe(true);
    }
  });

  test('webviews are not attached; even our own page opens no window', () => {
    expect(prevented(contents, 'will-attach-webview', {})).toBe(true);
    expect(contents.openHandler?.({ url: 'app://godwit/' })).toEqual({ action: 'deny' });
  });
});

describe('the application', () => {
  test('guards every page that comes into being and refuses certificates and logins', () => {
    const app = new EventEmitter();
    guardApplication(app as unknown as App);
    const contents = new ContentsStandIn();
    app.emit('web-contents-created', {}, contents);
    expect(contents.openHandler).toBeDefined();
    const answers: unknown[][] = [];
    const answer = (...given: unknown[]): void => void answers.push(given);
    expect(prevented(app, 'certificate-error', {}, contents, 'https://x', 'net::ERR_CERT', {}, answer)).toBe(true);
    expect(prevented(app, 'select-client-certificate', {}, contents, 'https://x', [], answer)).toBe(true);
    expect(prevented(app, 'login', {}, contents, {}, {}, answer)).toBe(true);
    expect(answers).toEqual([[false], [], []]);
  });
});

describe('the session', () => {
  let stand: ReturnType<typeof sessionStandIn>;
  beforeEach(async () => {
    stand = sessionStandIn();
    await guardSession(stand.session as unknown as GuardedSession);
  });
  const ask = (name: string, ...args: unknown[]): unknown => (stand.handlers[name] as (...given: unknown[]) => unknown)(...args);
  const answerOf = (name: string, ...args: unknown[]): unknown => {
    let given: unknown;
    ask(name, ...args, (value: unknown) => { given = value; });
    return given;
  };

  test.each(['https://evil.example/x.png', 'http://127.0.0.1/', 'ws://evil.example/', 'file:///etc/passwd', 'ftp://x/', 'app://evil/', 'app://godwit.evil/', 'blob:https://evil.example/1', 'devtools://x', 'chrome://gpu', ''])('does not request %j', (url) => {
    expect(answerOf('onBeforeRequest', { url })).toEqual({ cancel: true });
    expect(staysInside(url)).toBe(false);
  });

  test.each(['app://godwit/', 'app://godwit/assets/a.js', 'data:image/png;base64,AA==', 'blob:app://godwit/1'])('requests %s', (url) => {
    expect(answerOf('onBeforeRequest', { url })).toEqual({ cancel: false });
  });

  const OURS = { requestingUrl: 'app://godwit/', isMainFrame: true };
  /** As Chromium does: a check, and a request where that was denied (Electron, `ses.setPermissionCheckHandler`). */
  const permits = (permission: string, details: { requestingUrl?: string; isMainFrame: boolean }): unknown[] => {
    let requested: unknown;
    ask('setPermissionRequestHandler', {}, permission, (value: unknown) => { requested = value; }, details);
    return [ask('setPermissionCheckHandler', {}, permission, 'app://godwit/', details), requested];
  };

  test.each(['media', 'geolocation', 'notifications', 'clipboard-read', 'deprecated-sync-clipboard-read', 'openExternal', 'fullscreen', 'hid', 'usb', 'midi', 'unknown'])('gives no permission: %s', (permission) => {
    expect(permits(permission, OURS)).toEqual([false, false]);
  });

  test('our own page may copy; a frame within it and a page of anybody else may not', () => {
    expect(permits('clipboard-sanitized-write', OURS)).toEqual([true, true]);
    for (const details of [{ ...OURS, isMainFrame: false }, { ...OURS, requestingUrl: 'https://evil.example/' }, { ...OURS, requestingUrl: 'app://godwit.evil/' }, { isMainFrame: true }])
      expect(permits('clipboard-sanitized-write', details)).toEqual([false, false]);
  });

  test('gives no device, screen, certificate, dictionary, proxy or download', () => {
    expect(ask('setDevicePermissionHandler', {})).toBe(false);
    expect(answerOf('setDisplayMediaRequestHandler', {})).toEqual({});
    expect(answerOf('setBluetoothPairingHandler', {})).toEqual({ confirmed: false });
    expect(answerOf('setCertificateVerifyProc', {})).toBe(-2);
    expect(stand.values).toEqual({ spelling: false, dictionaries: 'app://godwit/no-dictionaries/', proxy: 'direct' });
    expect(prevented(stand.emitter, 'will-download', {}, {})).toBe(true);
    expect(prevented(stand.emitter, 'select-serial-port', {}, [], {}, () => undefined)).toBe(true);
    expect(prevented(stand.emitter, 'select-hid-device', {}, {}, () => undefined)).toBe(true);
    expect(prevented(stand.emitter, 'select-usb-device', {}, {}, () => undefined)).toBe(true);
  });
});
