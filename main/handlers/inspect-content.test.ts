/** What octets are, whatever is written on them: by this it is decided what may be opened. */
import { expect, test } from 'vitest';
import { inspectContent } from './inspect-content.ts';

const look = (content: string, name: string, type: string) => inspectContent(Buffer.from(content, 'latin1'), { name, type });

test.each([
  ['a script', '#!/bin/sh\nrm -rf ~', 'script'],
  ['a script behind a blank line', '\n\n#!/usr/bin/env python3\n', 'script'],
  ['a starter', '[Desktop Entry]\nExec=xterm', 'shortcut'],
  ['a starter behind a byte order mark', '\xef\xbb\xbf[InternetShortcut]\r\nURL=file://host/x', 'shortcut'],
  ['a page', '<!DOCTYPE html><script>1</script>', 'markup'],
  ['a page behind a byte order mark', '\xef\xbb\xbf  <html>', 'markup'],
  ['a page behind a comment', '<!-- x --><body onload=x>', 'markup'],
  ['a script of a page', '<script src=//a.example>', 'markup'],
  ['a drawing', '<svg xmlns="http://www.w3.org/2000/svg">', 'markup'],
  ['a drawing behind what XML says first', '<?xml version="1.0"?>\n<!-- x -->\n<!DOCTYPE svg PUBLIC "x">', 'markup'],
  ['a program', 'MZ\x90\0'.padEnd(500, '\0'), 'program'],
])('%s that calls itself a text or a picture is not opened', async (_, content, danger) => {
  for (const [name, type] of [['note.txt', 'text/plain'], ['a.png', 'image/png'], ['', 'application/octet-stream']] as const) expect(await look(content, name, type)).toMatchObject({ sniffed: true, danger, advice: 'save' });
  expect(await look(content, 'a.png', 'image/png')).toMatchObject({ matchesName: false, matchesDeclared: false });
});

test('the worst of name, declared type and content counts', async () => {
  expect(await look('plain', 'a.exe', 'text/plain')).toMatchObject({ danger: 'program', advice: 'save' });
  expect(await look('plain', 'a.txt', 'application/x-msdownload')).toMatchObject({ danger: 'program', advice: 'save' });
  expect(await look('GIF89a'.padEnd(100, '\0'), 'a.gif', 'text/html')).toMatchObject({ type: 'image/gif', danger: 'markup', advice: 'save', matchesDeclared: false });
  expect(await look('plain', 'a.txt', 'text/plain')).toEqual({ type: 'text/plain', sniffed: false, matchesName: true, matchesDeclared: true, danger: 'none', advice: 'open' });
});
