/** Addresses at which the host offers a file, once: to be downloaded, or dropped somewhere. */

const OFFERED = /^\/download\/[\w-]+$/u;

export const isOffered = (path: string): boolean => OFFERED.test(path);

/** Milliseconds for which an address to drag something out by is good, with some to spare. */
export const GOOD_FOR = 4 * 60_000;

/** What is set as `DownloadURL`, by which Chromium lets a file be dropped anywhere (`type:name:address`); null for an address that is not ours. */
export const dragOutValue = (name: string, path: string): string | null =>
  (isOffered(path) ? `application/octet-stream:${name.replaceAll(/[:/\\]/gu, '_')}:${location.origin}${path}` : null);
