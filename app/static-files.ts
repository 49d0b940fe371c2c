/** Reads a file of the built application by the path of a request, and nothing outside its folder. */
import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

export interface StaticFile { path: string; type: string; content: Buffer }

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.ico': 'image/x-icon',
};

/** One name of a built file. No leading dot, no separator of any system, no percent sign left over. */
const SEGMENT = /^[A-Za-z0-9_@-][A-Za-z0-9._@-]*$/u;
const LONGEST = 512;

/** `/assets/x.js` for a path that names one of our files, undefined for anything unusual. */
function cleanPath(requested: string): string | undefined {
  if (requested === '/' || requested === '') return '/index.html';
  if (requested.length > LONGEST || !requested.startsWith('/')) return undefined;
  // Our own file names need no escaping: whatever is escaped is not ours, so nothing is ever decoded.
  const segments = requested.slice(1).split('/');
  return segments.every((segment) => SEGMENT.test(segment)) ? `/${segments.join('/')}` : undefined;
}

/** The file, or undefined if there is none. Source maps and unknown kinds are not served. */
export async function readStatic(root: string, requested: string): Promise<StaticFile | undefined> {
  const path = cleanPath(requested);
  const type = path && TYPES[extname(path)];
  if (!path || !type) return undefined;
  try {
    const home = await realpath(root);
    // A link that leads out of the folder is refused with the file it points to.
    const file = await realpath(join(home, path));
    if (!file.startsWith(home + sep)) return undefined;
    return { path, type, content: await readFile(file) };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR' || code === 'ENAMETOOLONG';
}
