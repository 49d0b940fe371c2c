/** In the browser host every page keeps the mirror's SharedWorker alive; it has its own line to the main process. */

let worker: SharedWorker | undefined;

/** As below, and asks the browser to keep what it holds. */
export function startMirror(): boolean {
  if (!joinMirror()) return false;
  // Only a page can ask that the browser does not clear the local copy when space runs short; being refused changes nothing.
  void navigator.storage.persist();
  return true;
}

/** Starts it, or joins the one that another page of this browser has started. False where the browser has no SharedWorker. */
export function joinMirror(): boolean {
  if (typeof SharedWorker === 'undefined') return false;
  // A classic script: Chromium keeps what it has compiled of it for the next start.
  worker ??= new SharedWorker('/mirror-worker.js', { name: 'godwit-mirror' });
  worker.addEventListener('error', () => {
    // A script that could not be loaded is tried again with the next page; the engine says meanwhile that the local copy is being opened.
    worker = undefined;
  });
  return true;
}
