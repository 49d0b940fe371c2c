import { expect, test } from 'vitest';
import { adviceOf, dangerOf, extensionOf, fitsName } from './dangerous-files.ts';

test('programs, scripts, shortcuts, disk images and markup are only saved, whatever they are called', () => {
  for (const name of ['a.exe', 'A.EXE', 'report.pdf.scr', 'x.js', 'x.ps1', 'x.lnk', 'x.url', 'x.desktop', 'x.fileloc', 'x.iso', 'x.dmg', 'x.html', 'x.svg', 'x.hta', 'x.jar', 'x.sh', 'x.py', 'x.settingcontent-ms', 'x.AppImage', 'x.webloc', 'console.msc', 'x.vsto', 'x.ppkg', 'x.wsb', 'x.mobileconfig', 'x.vncloc', 'x.shs', 'x.diagcfg', 'ca.crt', 'key.p12', 'x.php3', 'x.webarchive', 'x.ovpn']) expect([name, adviceOf(dangerOf(name, []))]).toEqual([name, 'save']);
  expect(adviceOf(dangerOf('holiday.png', ['application/x-msdownload']))).toBe('save');
  expect(adviceOf(dangerOf('holiday.png', ['text/html']))).toBe('save');
});
test('what may hold something active asks first, the rest opens', () => {
  for (const name of ['a.docm', 'a.doc', 'a.zip', 'a.xlsm', 'a.fodt', 'a.oft']) expect(adviceOf(dangerOf(name, []))).toBe('ask');
  for (const name of ['a.pdf', 'a.txt', 'a.png', 'a.docx', 'noextension', '', '.', '__proto__', 'a.constructor']) expect(adviceOf(dangerOf(name, ['image/png', '__proto__', 'constructor']))).toBe('open');
});
test('names and contents', () => {
  expect(extensionOf('a.b.C')).toBe('c');
  expect(fitsName('a.jpeg', 'jpg')).toBe(true);
  expect(fitsName('a.docx', 'zip')).toBe(true);
  expect(fitsName('a.doc', 'cfb')).toBe(true);
  expect(fitsName('a', 'exe')).toBe(true);
  // RFC 3156 names no file; this is what programs that encrypt write.
  expect(fitsName('encrypted.asc', 'pgp')).toBe(true);
  expect(fitsName('letter.pdf.gpg', 'pgp')).toBe(true);
  expect(fitsName('a.pdf', 'exe')).toBe(false);
});
