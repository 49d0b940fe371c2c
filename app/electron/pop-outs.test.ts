/** Windows that show one message. */
import type { BrowserWindow, BrowserWindowConstructorOptions, WebPreferences } from 'electron';
import { expect, test } from 'vitest';
import { popOuts } from './pop-outs.ts';
import { WindowStandIn } from './stand-in.ts';

const URL_OF = 'app://godwit/#/message/7%3A12%40account%2FINBOX';

function opened() {
  const windows: WindowStandIn[] = [];
  const preferences = { sandbox: true, contextIsolation: true } satisfies WebPreferences;
  const all = popOuts((options: BrowserWindowConstructorOptions) => {
    const window = new WindowStandIn(options);
    windows.push(window);
    return window as unknown as BrowserWindow;
  }, preferences, () => undefined);
  return { all, windows, preferences };
}

test('a message gets a window with the same walls as every page', () => {
  const { all, windows, preferences } = opened();
  all.open(URL_OF);
  expect(windows.map(({ options, webContents }) => [options.webPreferences, webContents.url])).toEqual([[preferences, URL_OF]]);
  expect(windows[0]!.visible).toBe(true);
  expect([all.has(windows[0]!.webContents.id), all.has(-1)]).toEqual([true, false]);
});

test('the same one comes to the front; closed, it is opened anew', () => {
  const { all, windows } = opened();
  all.open(URL_OF);
  all.open(URL_OF);
  expect(windows.length).toBe(1);
  windows[0]!.close();
  expect(all.has(windows[0]!.webContents.id)).toBe(false);
  all.open(URL_OF);
  expect(windows.length).toBe(2);
  all.close();
  expect(windows[1]!.destroyed).toBe(true);
});

test('nothing else is opened', () => {
  const { all, windows } = opened();
  for (const url of ['https://evil.example/#/message/1%3A2%40a%2Fb', 'app://godwit/', 'app://godwit.evil/#/message/1%3A2%40a%2Fb', 'app://godwit/other.html#/message/1%3A2%40a%2Fb', 'app://godwit/?x#/message/1%3A2%40a%2Fb', 'app://godwit/#/message/', 'app://godwit/#/settings/abc', 'javascript:alert(1)', 'about:blank', 'file:///etc/passwd']) all.open(url);
  expect(windows).toEqual([]);
});
