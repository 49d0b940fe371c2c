/** What a page may not do, for every page that comes into being: navigate, open windows, hold webviews. */
import type { App, WebContents } from 'electron';
import { MESSAGE_FRAME } from '../content-policy.ts';
import { ORIGIN } from './shell.ts';

/** Documents that belong into frames: our blank message page and what it is made of before it is filled. */
const FRAMES: ReadonlySet<string> = new Set([`${ORIGIN}${MESSAGE_FRAME}`, 'about:blank', 'about:srcdoc']);

/** Top pages load once, by us; after that only a reload of the same page is let through. */
const PAGES: ReadonlySet<string> = new Set([`${ORIGIN}/`, `${ORIGIN}/index.html`, `${ORIGIN}/mirror.html`]);

/** What shows one message has that behind the # (renderer/app/pop-out.ts): a reload of it is one like any other. */
const isReload = (to: string, at: string): boolean => to === at && PAGES.has(to.split('#', 1)[0] ?? '');

export function guardContents(contents: Pick<WebContents, 'on' | 'setWindowOpenHandler' | 'getURL'>): void {
  contents.on('will-frame-navigate', (event) => {
    const allowed = event.isMainFrame ? isReload(event.url, contents.getURL()) : FRAMES.has(event.url);
    if (!allowed) event.preventDefault();
  });
  contents.on('will-navigate', (event) => {
    if (!isReload(event.url, contents.getURL())) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  // Links are opened by the engine, after it has checked them; a page never opens anything by itself.
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** Questions that Chromium asks the application: answered with no. Our pages load nothing that would need a yes. */
export function guardApplication(app: Pick<App, 'on'>): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, callback) => {
    event.preventDefault();
    callback(false);
  });
  app.on('select-client-certificate', (event, _contents, _url, _list, callback) => {
    event.preventDefault();
    callback();
  });
  app.on('login', (event, _contents, _details, _info, callback) => {
    event.preventDefault();
    callback();
  });
}
