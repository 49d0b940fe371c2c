/** Draws the application into the page. A file of its own, so that the engine is asked for what is shown first while this is still being loaded. */
import { StrictMode } from 'react';
import { I18nProvider } from 'react-aria-components';
import { createRoot } from 'react-dom/client';
import { language } from '../../shared/locales/t.ts';
import { DrawGuard } from '../design/primitives/DrawGuard.tsx';
import { ToastProvider } from '../design/primitives/Toasts.tsx';
import type { Connection } from '../engine/connection.ts';
import { EngineProvider } from '../engine/EngineProvider.tsx';
import { followSettings } from '../engine/settings.ts';
import { App } from './App.tsx';
import { applySettings } from './settings.ts';
import { Undrawn } from './Undrawn.tsx';
import { warmNewInboxes } from './warm-new-inbox.ts';
import { warmUpWhenIdle } from './warm-up.ts';

export function drawWindow(connection: Connection): void {
  applySettings();
  followSettings(connection);
  warmNewInboxes(connection);
  const root = document.getElementById('root');
  if (!root) throw new Error('index.html has no #root');
  createRoot(root).render(
    <StrictMode>
      <I18nProvider locale={language()}>
        <DrawGuard fallback={<Undrawn />}>
          <EngineProvider connection={connection}>
            <ToastProvider>
              <App />
            </ToastProvider>
          </EngineProvider>
        </DrawGuard>
      </I18nProvider>
    </StrictMode>,
  );
  warmUpWhenIdle();
}
