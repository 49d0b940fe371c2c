/** Before anything else of the window, in the browser host: the local copy is opened while the window's own script is still being read. */
import { joinMirror } from './engine/start-mirror.ts';
import { windowKey } from './engine/window-key.ts';

// The desktop shell, which has put this into the page, keeps the mirror in a window of its own.
if (!('godwit' in window)) joinMirror(windowKey());
