/** Exposes exactly one thing to our own pages: a way to ask for a port to the engine. */
import { contextBridge, ipcRenderer } from 'electron';

contextBridge.exposeInMainWorld('godwit', {
  requestPort: () => ipcRenderer.send('godwit:connect'),
});

// A port cannot cross the bridge; it reaches the page as a message of its own window, to our own origin only.
ipcRenderer.on('godwit:port', (event) => window.postMessage('godwit:port', window.origin, [...event.ports]));
