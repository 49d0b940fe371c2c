/** The user's desktop through Electron: links, files to save, notes, the badge. */
import { basename } from 'node:path';
import type { BrowserWindow, OpenDialogOptions } from 'electron';
import type { Desktop } from '../../main/ports.ts';
import { fail, FailureError } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import { writeDurably } from '../durable-file.ts';
import { markFromOutside } from '../from-outside.ts';
import { outsideUrl } from '../outside-url.ts';
import { saveInto } from '../save-into.ts';
import type { Shell } from './shell.ts';

export type DesktopShell = Pick<Shell, 'app' | 'BrowserWindow' | 'dialog' | 'Notification' | 'shell'>;

/** The body of a note is markup there (Desktop Notifications Specification 1.2, “Markup”): a stranger's words must not be. */
const withoutMarkup = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** `mark`: tells the system that a file came from strangers. */
export function systemDesktop(shell: DesktopShell, mainWindow: () => BrowserWindow | undefined, show: () => void, mark: (path: string) => Promise<boolean> = markFromOutside, platform: string = process.platform): Desktop {
  // A note that nobody holds is collected, and its click with it.
  const shown = new Set<InstanceType<Shell['Notification']>>();
  return {
    async openLink(link) {
      const url = outsideUrl(link);
      if (!url) throw fail('invalid-input', say('engine-app.onlyLinks'));
      await shell.shell.openExternal(url);
    },
    async saveFile(file) {
      try {
        const options = { defaultPath: basename(file.name) };
        const parent = mainWindow();
        const { canceled, filePath } = parent ? await shell.dialog.showSaveDialog(parent, options) : await shell.dialog.showSaveDialog(options);
        if (canceled || !filePath) return null;
        await writeDurably(filePath, file.read()).catch((error: unknown) => {
          throw error instanceof FailureError ? error : fail('storage', say('engine-app.notSaved'), { detail: (error as NodeJS.ErrnoException).code ?? 'unknown' });
        });
        await mark(filePath);
        return filePath;
      } finally {
        await file.release();
      }
    },
    async saveFiles(files) {
      const saved: string[] = [];
      try {
        const options: OpenDialogOptions = { properties: ['openDirectory', 'createDirectory'] };
        const parent = mainWindow();
        const { canceled, filePaths: [folder] } = parent ? await shell.dialog.showOpenDialog(parent, options) : await shell.dialog.showOpenDialog(options);
        if (canceled || !folder) return null;
        for (const file of files) {
          const path = await saveInto(folder, file);
          await mark(path);
          saved.push(path);
        }
        return saved;
      } finally {
        await Promise.all(files.map((file) => file.release()));
      }
    },
    async openFile(path) {
      await mark(path);
      const problem = await shell.shell.openPath(path);
      if (problem) throw fail('unsupported', say('engine-app.noProgram'), { detail: problem });
    },
    async dragFile(path) {
      await mark(path);
      const icon = await shell.app.getFileIcon(path, { size: 'normal' });
      // The button is down, so the window it is down in has the focus.
      const window = shell.BrowserWindow.getFocusedWindow() ?? mainWindow();
      window?.webContents.startDrag({ file: path, icon });
    },
    notify({ title, body, actions }, answer) {
      if (!shell.Notification.isSupported()) return () => undefined;
      const note = new shell.Notification({ title, body: platform === 'linux' ? withoutMarkup(body) : body, actions: actions.map(({ label }) => ({ type: 'button', text: label })) });
      shown.add(note);
      note.on('click', () => answer(null));
      note.on('action', ({ actionIndex }) => answer(actions[actionIndex]?.name ?? null));
      note.on('close', () => shown.delete(note));
      note.show();
      return () => {
        shown.delete(note);
        note.close();
      };
    },
    show,
    badge(unread) {
      shell.app.setBadgeCount(unread);
    },
  };
}
