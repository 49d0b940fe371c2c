import { expect, test } from 'vitest';
import { browserFlags, candidates, findBrowser, hasScreen } from './chromium.ts';

test('each system\'s usual places are looked at, absolute paths only', () => {
  const linux = candidates('linux', { PATH: '/opt/bin:.:relative' });
  expect(linux[0]).toBe('/opt/bin/chromium');
  expect(linux).toContain('/usr/bin/google-chrome');
  expect(linux.every((path) => path.startsWith('/'))).toBe(true);
  expect(candidates('darwin', { HOME: '/Users/u' })).toContain('/Users/u/Applications/Chromium.app/Contents/MacOS/Chromium');
  expect(candidates('win32', { PROGRAMFILES: 'C:\\P' })).toContain('C:\\P\\Microsoft\\Edge\\Application\\msedge.exe');
  expect(findBrowser(['/nonexistent/chromium'])).toBeUndefined();
  expect(findBrowser(['/nonexistent/chromium', process.execPath])).toBe(process.execPath);
});

test('only Linux can be without a screen', () => {
  expect(hasScreen('linux', {})).toBe(false);
  expect(hasScreen('linux', { DISPLAY: ':0' })).toBe(true);
  expect(hasScreen('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
  expect(hasScreen('darwin', {})).toBe(true);
});

test('the window has its own browser profile and cannot look up any name', () => {
  const flags = browserFlags('http://127.0.0.1:1/?token=x', '/p', false);
  expect(flags).toEqual(expect.arrayContaining(['--app=http://127.0.0.1:1/?token=x', '--user-data-dir=/p/browser', '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1']));
  expect(flags).not.toContain('--no-sandbox');
  expect(browserFlags('u', '/p', true)).toContain('--no-sandbox');
});
