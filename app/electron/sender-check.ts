/** Who may ask the main process for anything: the top frame of one of our own windows, showing our own page. */
import type { IpcMainEvent } from 'electron';
import { ORIGIN } from './shell.ts';

export type Sender = Pick<IpcMainEvent, 'senderFrame'> & { sender: Pick<IpcMainEvent['sender'], 'id'> };

/** The frame to answer, or undefined: a destroyed frame, a frame within a page, another origin, a window that is not ours. */
export function trustedFrame(event: Sender, known: (contentsId: number) => boolean): NonNullable<Sender['senderFrame']> | undefined {
  const frame = event.senderFrame;
  if (!frame || frame.parent !== null || frame.origin !== ORIGIN) return undefined;
  return known(event.sender.id) ? frame : undefined;
}
