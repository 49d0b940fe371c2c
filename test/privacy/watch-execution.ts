/** Hears of everything in a window that ran though nobody should have run it, and of what the window then asked of the engine. */
import type { Page } from 'playwright-core';

export interface ExecutionWatch {
  /** What ran since the last call. */
  take(): string[];
}

/** Commands that only a person's own click may cause. */
const PERSONAL = /"(?:app\.openLink|compose\.send|messages\.deleteForever|messages\.allowRemote|attachments\.save|accounts\.(?:remove|add)|folders\.delete)"/u;

/** Before the page is loaded. `commands`: the window's own asking counts too; off while a test clicks such things itself. */
export async function watchExecution(page: Page, commands: () => boolean): Promise<ExecutionWatch> {
  let ran: string[] = [];
  const context = page.context();
  await context.addInitScript(() => {
    const tell = (what: string) => (...words: unknown[]): void => { console.warn('EXECUTED', what, words.map(String).join(' ').slice(0, 100)); };
    // What is printed by the application itself is printed out of a frame of its own.
    const names = ['pwned', 'alert', 'confirm', 'prompt', ...(window.frameElement?.hasAttribute('data-print') ? [] : ['print' as const])] as const;
    for (const name of names) Object.defineProperty(window, name, { value: tell(name), configurable: false, writable: false });
  });
  const watch = (one: Page): void => {
    one.on('console', (message) => { if (message.text().startsWith('EXECUTED')) ran.push(message.text()); });
    one.on('dialog', (dialog) => {
      ran.push(`dialog ${dialog.message()}`);
      void dialog.dismiss();
    });
    one.on('framenavigated', (frame) => {
      const { pathname, protocol } = new URL(frame.url());
      const known = protocol === 'about:' || (frame === one.mainFrame() ? pathname === '/' : pathname === '/message-frame.html');
      if (!known) ran.push(`a frame went to ${frame.url().slice(0, 200)}`);
    });
  };
  watch(page);
  context.on('page', (other) => {
    watch(other);
    // A window of its own for a message is the only other one.
    void other.waitForURL(/^http:\/\/127\.0\.0\.1:\d+\/#\/(?:message|conversation)\//u, { timeout: 5_000 }).catch(() => { ran.push(`another window: ${other.url()}`); });
  });
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => {
      const words = PERSONAL.exec(payload.toString())?.[0];
      if (words !== undefined && commands()) ran.push(`command ${words}`);
    });
  });
  return {
    take() {
      const taken = ran;
      ran = [];
      return taken;
    },
  };
}

/** Runs in the page: state of the application that a message or a server has changed. */
export function changedState(): string[] {
  const wrong: string[] = [];
  const say = (good: boolean, words: string): void => { if (!good) wrong.push(words); };
  say(({} as Record<string, unknown>)['polluted'] === undefined && Object.keys(Object.prototype).length === 0, 'Object.prototype is polluted');
  say(document.body instanceof HTMLBodyElement && typeof document.cookie === 'string' && typeof document.getElementById === 'function', 'the window\'s document is clobbered');
  const inner = document.querySelector('iframe')?.contentDocument as (Document & { body: HTMLElement | null }) | null | undefined;
  say(!inner?.body || (inner.body.localName === 'body' && typeof inner.getElementById === 'function' && typeof inner.cookie === 'string'), 'the frame\'s document is clobbered');
  for (const element of document.querySelectorAll('*')) {
    if (['script', 'iframe', 'object', 'embed', 'base', 'form', 'meta', 'link'].includes(element.localName) && element.getAttribute('src') !== '/message-frame.html' && !(element.hasAttribute('data-print') && element.parentNode === document.body)) {
      const own = element.closest('head') !== null || (element.localName === 'form' && element.closest('[role=dialog], [role=search]') !== null) || element.localName === 'form';
      say(own, `<${element.localName}> stands in the window`);
    }
    for (const { name, value } of element.attributes) say(!/^on/u.test(name) && !(/^(?:href|src|srcdoc|action|formaction|data|xlink:href)$/u.test(name) && /^\s*(?:javascript|data:text|<)/iu.test(value)), `${element.localName} ${name}=${value.slice(0, 60)} stands in the window`);
    if (element.localName === 'img') say(!/^x?$/u.test(element.getAttribute('src') ?? ''), 'an image of a header stands in the window');
  }
  return wrong;
}
