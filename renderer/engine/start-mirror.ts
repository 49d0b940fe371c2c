/** In the browser host every page keeps the mirror's SharedWorker alive; it has its own line to the main process. */

let worker: SharedWorker | undefined;
let workersKey: string | undefined;

/** As below, and asks the browser to keep what it holds. */
export function startMirror(key: string): boolean {
  if (!joinMirror(key)) return false;
  // Only a page can ask that the browser does not clear the local copy when space runs short; being refused changes nothing.
  void navigator.storage.persist();
  return true;
}

/** Starts it, or joins the one that another page of this browser has started with the same `key` for its line. False where the browser has no SharedWorker. */
export function joinMirror(key: string): boolean {
  if (typeof SharedWorker === 'undefined') return false;
  // A classic script: Chromium keeps what it has compiled of it for the next start.
  // One that has the key of an earlier start gets no line any more, and has closed its database.
  if (workersKey !== key) worker = undefined;
  workersKey = key;
  worker ??= new SharedWorker('/mirror-worker.js', { name: `godwit-mirror ${key}` });
  worker.addEventListener('error', () => {
    // A script that could not be loaded is tried again with the next page; the engine says meanwhile that the local copy is being opened.
    worker = undefined;
  });
  return true;
}
