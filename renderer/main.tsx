/** Starts the window: language, settings, the line to the engine, the application. */
import './app/language.ts';
import '@fontsource-variable/inter/index.css';
import { StrictMode } from 'react';
import { I18nProvider } from 'react-aria-components';
import { createRoot } from 'react-dom/client';
import { language } from '../shared/locales/t.ts';
import type { Transport } from '../shared/ipc/transport.ts';
import { App } from './app/App.tsx';
import { applySettings } from './app/settings.ts';
import { warmUpWhenIdle } from './app/warm-up.ts';
import './design/tokens.css';
import './design/base.css';
import { ToastProvider } from './design/primitives/Toasts.tsx';
import { connectEngine } from './engine/connect.ts';
import { openConnection } from './engine/connection.ts';
import { EngineProvider } from './engine/EngineProvider.tsx';
import { followSettings } from './engine/settings.ts';

/** In development `/?fake`, `/?fake=empty` and `/?fake=trouble` run without an engine; production builds hold no trace of it. */
async function connect(): Promise<Transport> {
  if (import.meta.env.DEV) {
    const fake = new URLSearchParams(location.search).get('fake');
    if (fake !== null) return (await import('./engine/fake-engine.ts')).connectFake(fake);
  }
  return connectEngine();
}

applySettings();
const connection = openConnection(connect);
followSettings(connection);
// In the browser host nobody else hears of it.
addEventListener('online', () => void connection.call('app.online', {}));
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <I18nProvider locale={language()}>
      <EngineProvider connection={connection}>
        <ToastProvider>
          <App />
        </ToastProvider>
      </EngineProvider>
    </I18nProvider>
  </StrictMode>,
);
warmUpWhenIdle();
