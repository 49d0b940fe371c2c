/** In the browser host: what shows that this page was let in. Cookies go to every port of 127.0.0.1, so theirs alone would not be enough. */

const STORED = 'godwit.window-key';
const IN_ADDRESS = /^#key=([\w-]+)$/u;

/** Until it is stored, and where nothing can be stored. */
let entered = '';

/** '' if this browser has never been let in. The newest one: another window may have been let in since. */
export const windowKey = (): string => inAddress() ?? kept() ?? entered;

/** As above, and it stands in the address no longer. */
export function takeWindowKey(): string {
  const fresh = inAddress();
  if (fresh !== undefined) {
    entered = fresh;
    history.replaceState(history.state, '', location.pathname + location.search);
    // Later: the first look into localStorage waits for Chromium to read it from the disk.
    setTimeout(() => keep(fresh));
  }
  return fresh ?? windowKey();
}

const inAddress = (): string | undefined => IN_ADDRESS.exec(location.hash)?.[1];

function keep(key: string): void {
  try {
    localStorage.setItem(STORED, key);
  } catch {
    // Denied or full: this window has it; another one is opened by the address that is printed.
  }
}

function kept(): string | null {
  try {
    return localStorage.getItem(STORED);
  } catch {
    return null; // denied
  }
}
