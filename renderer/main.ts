/** Starts the window: the line to the engine, language, what is shown first; then the application, which is loaded beside it. */
import '@fontsource-variable/inter/index.css';
import type { Transport } from '../shared/ipc/transport.ts';
import { startLanguage } from './app/language.ts';
import './design/tokens.css';
import './design/base.css';
import { askEarly } from './engine/asked-early.ts';
import { connectEngine } from './engine/connect.ts';
import { openConnection } from './engine/connection.ts';
import { refuseFiles } from './engine/refuse-files.ts';

/** In development `/?fake`, `/?fake=empty` and `/?fake=trouble` run without an engine; production builds hold no trace of it. */
async function connect(): Promise<Transport> {
  if (import.meta.env.DEV) {
    const fake = new URLSearchParams(location.search).get('fake');
    if (fake !== null) return (await import('./engine/fake-engine.ts')).connectFake(fake);
  }
  return connectEngine();
}

const connection = openConnection(connect);
// After the line has begun: the first look into localStorage waits for Chromium to read it from the disk.
startLanguage();
askEarly(connection);
refuseFiles();
// In the browser host nobody else hears of it.
addEventListener('online', () => void connection.call('app.online', {}));
void import('./app/window.tsx').then(({ drawWindow }) => drawWindow(connection));
