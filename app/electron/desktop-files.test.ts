import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FileToSave } from '../../main/ports.ts';
import { systemDesktop } from './desktop.ts';
import { createStandIn } from './stand-in.ts';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'godwit-desktop-')); });
afterEach(() => rmSync(folder, { recursive: true }));

test('all are saved into one folder that is asked for once, and given back whatever happens', async () => {
  const stand = createStandIn();
  const desktop = systemDesktop(stand.shell, () => undefined, () => undefined);
  const released: string[] = [];
  const file = (name: string): FileToSave => ({ name, type: 'text/plain', async *read() { yield Buffer.from(name); }, release: async () => void released.push(name) });
  expect(await desktop.saveFiles!([file('a'), file('b')])).toBeNull();
  expect(new Set(released)).toEqual(new Set(['a', 'b']));
  stand.system.savePath = folder;
  writeFileSync(join(folder, 'a'), 'old');
  expect(await desktop.saveFiles!([file('a'), file('b')])).toEqual([join(folder, 'a (2)'), join(folder, 'b')]);
  expect(readdirSync(folder).sort()).toEqual(['a', 'a (2)', 'b']);
});

test('the dialog is offered the name of a file, never a way to somewhere', async () => {
  const stand = createStandIn();
  const offered: unknown[] = [];
  stand.shell.dialog.showSaveDialog = ((options: { defaultPath: string }) => {
    offered.push(options.defaultPath);
    return Promise.resolve({ canceled: true, filePath: '' });
  }) as unknown as typeof stand.shell.dialog.showSaveDialog;
  const desktop = systemDesktop(stand.shell, () => undefined, () => undefined);
  for (const name of ['a.txt', '../../.bashrc', '/etc/cron.d/x']) await desktop.saveFile({ name, type: 'text/plain', async *read() { yield Buffer.from(name); }, release: async () => undefined });
  expect(offered).toEqual(['a.txt', '.bashrc', 'x']);
});

test('what is saved or opened is marked as coming from outside', async () => {
  const stand = createStandIn();
  const marked: string[] = [];
  const desktop = systemDesktop(stand.shell, () => undefined, () => undefined, async (path) => marked.push(path) > 0);
  const file = (name: string): FileToSave => ({ name, type: 'text/plain', async *read() { yield Buffer.from(name); }, release: async () => undefined });
  stand.system.savePath = folder;
  await desktop.saveFiles!([file('a.exe'), file('b')]);
  stand.system.savePath = join(folder, 'c');
  await desktop.saveFile(file('c'));
  await desktop.openFile!('/x/d.pdf');
  expect(marked).toEqual([join(folder, 'a.exe'), join(folder, 'b'), join(folder, 'c'), '/x/d.pdf']);
});

test('a file is dragged out of the window that has the focus, marked as coming from outside', async () => {
  const stand = createStandIn();
  const marked: string[] = [];
  const main = new stand.shell.BrowserWindow();
  const beside = new stand.shell.BrowserWindow();
  const desktop = systemDesktop(stand.shell, () => main, () => undefined, async (path) => marked.push(path) > 0);
  await desktop.dragFile!('/x/main.pdf');
  beside.show();
  await desktop.dragFile!('/x/beside.pdf');
  expect(stand.dragged).toEqual([[main.webContents.id, '/x/main.pdf'], [beside.webContents.id, '/x/beside.pdf']]);
  expect(marked).toEqual(['/x/main.pdf', '/x/beside.pdf']);
});

test('a file is opened with the program of the system, or it says that there is none', async () => {
  const stand = createStandIn();
  const desktop = systemDesktop(stand.shell, () => undefined, () => undefined);
  await desktop.openFile!('/x/a.pdf');
  expect(stand.opened).toEqual(['/x/a.pdf']);
  await expect(desktop.openFile!('/x/a.none')).rejects.toMatchObject({ failure: { code: 'unsupported' } });
});
