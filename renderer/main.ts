/** Starts the window: language, the line to the engine, what is shown first; then the application, which is loaded beside it. */
import './app/language.ts';
import '@fontsource-variable/inter/index.css';
import type { Transport } from '../shared/ipc/transport.ts';
import './design/tokens.css';
import './design/base.css';
import { askEarly } from './engine/asked-early.ts';
import { connectEngine } from './engine/connect.ts';
import { openConnection } from './engine/connection.ts';

/** In development `/?fake`, `/?fake=empty` and `/?fake=trouble` run without an engine; production builds hold no trace of it. */
async function connect(): Promise<Transport> {
  if (import.meta.env.DEV) {
    const fake = new URLSearchParams(location.search).get('fake');
    if (fake !== null) return (await import('./engine/fake-engine.ts')).connectFake(fake);
  }
  return connectEngine();
}

const connection = openConnection(connect);
askEarly(connection);
// In the browser host nobody else hears of it.
addEventListener('online', () => void connection.call('app.online', {}));
const { drawWindow } = await import('./app/window.tsx');
drawWindow(connection);
