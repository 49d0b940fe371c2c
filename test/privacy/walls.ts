/** The window built with a wall left out, and put in the place of the real one on its way to the test's own browser: the application itself has no switch for any of this. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import type { Page } from 'playwright-core';
import { build, type InlineConfig, type Plugin } from 'vite';
import { fileHeaders, MESSAGE_FRAME } from '../../app/content-policy.ts';
import { configs } from '../../app/start/build-targets.ts';

/** `policy`: the frame's headers and its sandbox; `headers`: those alone. */
export type WallName = 'sanitiser' | 'policy' | 'headers';

export interface Walls {
  readonly without: readonly WallName[];
  install(page: Page, origin: string): Promise<void>;
  remove(): void;
}

const ROOT = join(import.meta.dirname, '../..');
const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2', '.svg': 'image/svg+xml', '.png': 'image/png' };

/** Both sanitisers hand on what they are given. */
const OPEN: Readonly<Record<string, string>> = {
  'renderer/features/reader/html/sanitize.ts': 'export const sanitize = (raw) => ({ html: raw, cut: false, sheet: [] });',
  'renderer/features/reader/html/purify.ts': `export function purify(html) {
    const parsed = new DOMParser().parseFromString(html, 'text/html');
    const fragment = parsed.createDocumentFragment();
    fragment.append(...parsed.head.childNodes, ...parsed.body.childNodes);
    return fragment;
  }`,
};

/** Where the frame gets its sandbox. */
const FRAME = 'renderer/features/reader/html/kept-frame.ts';
const SANDBOX = "made.setAttribute('sandbox', 'allow-same-origin');";

/** Notes in `left` which file was changed. */
const leaveOut = (without: readonly WallName[], left: Set<string>): Plugin => ({
  name: 'leave-out',
  enforce: 'pre',
  load(id) {
    const name = id.replaceAll('\\', '/').split('?')[0] ?? '';
    if (!without.includes('sanitiser')) return null;
    const found = Object.entries(OPEN).find(([path]) => name.endsWith(path));
    if (found) left.add(found[0]);
    return found ? found[1] : null;
  },
  transform(code, id) {
    if (!without.includes('policy') || !id.replaceAll('\\', '/').split('?')[0]!.endsWith(FRAME)) return null;
    if (!code.includes(SANDBOX)) throw new Error(`${FRAME} has no sandbox any more: this build would leave nothing out`);
    left.add(FRAME);
    return code.replace(SANDBOX, '');
  },
});

export async function buildWithout(...without: WallName[]): Promise<Walls> {
  const folder = mkdtempSync(join(tmpdir(), 'godwit-without-'));
  const page = configs('ui', ROOT, join(folder, 'ui'))[0]!;
  const left = new Set<string>();
  const config: InlineConfig = { ...page, logLevel: 'error', cacheDir: join(folder, 'cache'), plugins: [leaveOut(without, left), ...(page.plugins ?? [])], worker: { ...page.worker, plugins: () => [leaveOut(without, left)] } };
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  await build(config).finally(() => {
    if (before === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = before;
  });
  const wanted = [...(without.includes('sanitiser') ? Object.keys(OPEN) : []), ...(without.includes('policy') ? [FRAME] : [])];
  const standing = wanted.filter((path) => !left.has(path));
  if (standing.length > 0) throw new Error(`the build has nothing left out of ${standing.join(' and ')}`);
  return {
    without,
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
    async install(page, origin) {
      await page.context().route((url) => url.origin === origin, async (route) => {
        const { pathname } = new URL(route.request().url());
        const file = join(folder, 'ui', normalize(pathname === '/' ? '/index.html' : pathname));
        if (!existsSync(file)) return route.continue();
        // Who comes with a token is let in by the application itself first.
        if (pathname === '/') {
          const answer = await route.fetch({ maxRedirects: 0 });
          if (answer.status() !== 200 || !(await answer.text()).includes('/assets/')) return route.fulfill({ response: answer });
        }
        const headers = fileHeaders(pathname === '/' ? '/index.html' : pathname, origin);
        if ((without.includes('policy') || without.includes('headers')) && pathname === MESSAGE_FRAME) {
          delete headers['Content-Security-Policy'];
          delete headers['Connection-Allowlist'];
        }
        return route.fulfill({ status: 200, headers: { ...headers, 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream' }, body: readFileSync(file) });
      });
    },
  };
}
