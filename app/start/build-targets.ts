/** What is built, from what, into what. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import type { InlineConfig, Plugin } from 'vite';
import { oneReact } from './one-react.ts';
import type { Part } from './parts.ts';

/** One Vite build each, all into the folder `out`; the first of a part empties it. */
export function configs(part: Part, project: string, out: string): InlineConfig[] {
  switch (part) {
    case 'ui': return [page(project, out), ...mirrorScripts(project, out), script(project, join(project, 'renderer', EARLY.source), out, EARLY.name), script(project, join(project, 'renderer/notes-worker.ts'), out, 'notes-worker.js')];
    case 'browser': return [browserMain(project, out)];
    case 'electron': return [electronMain(project, out), preload(project, out)];
  }
}

/** Runs before the window's own script, which takes a tenth of a second to be read. */
const EARLY = { source: 'mirror-start.ts', name: 'mirror-start.js' };

const base = (project: string, root = project): InlineConfig => ({ root, configFile: false, envDir: false, logLevel: 'warn', clearScreen: false, publicDir: false, cacheDir: join(project, 'node_modules', '.vite') });

/**
 * The window is one classic script: Chromium keeps what it has compiled of a classic script between two starts (V8's code cache), but compiles a
 * module anew each time (seen in Chromium 156, 2026-11-21). What is imported with `import()` lies in it too, and runs when it is asked for.
 */
function page(project: string, out: string): InlineConfig {
  return {
    ...base(project, join(project, 'renderer')),
    plugins: [oneReact(project), react(), classicScript(join(project, 'renderer'))],
    build: {
      outDir: out,
      emptyOutDir: true,
      target: 'chrome140',
      // A data: font or script would need a hole in the Content-Security-Policy.
      assetsInlineLimit: 0,
      modulePreload: false,
      // A file of its own; else the script would write it into the page.
      cssCodeSplit: false,
      chunkSizeWarningLimit: 2_000,
      rolldownOptions: {
        input: join(project, 'renderer', 'index.html'),
        // Workers are found by the address of the page; a classic script has none of its own.
        transform: { define: { 'import.meta.url': 'location.href', 'import.meta.resolve': 'undefined' } },
        // Plain ASCII is kept in one byte a character.
        output: { format: 'iife', codeSplitting: false, charset: 'ascii', entryFileNames: 'assets/[name]-[hash].js' },
      },
    },
  };
}

/** The page loads its script as a classic one, and the type of the list beside it; the page that messages are written into has no script. */
function classicScript(source: string): Plugin {
  return {
    name: 'classic-script',
    generateBundle() {
      const fileName = 'message-frame.html';
      this.emitFile({ type: 'asset', fileName, source: readFileSync(join(source, fileName), 'utf8') });
    },
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        if (!bundle) return html;
        const classic = html.replace('<script type="module" crossorigin ', '<script defer ');
        if (classic === html) throw new Error('the page has no script of its own');
        const fonts = Object.keys(bundle).filter((name) => /inter-latin-wght-normal.*\.woff2$/u.test(name));
        return { html: classic, tags: [{ tag: 'script', attrs: { async: true, src: `/${EARLY.name}` }, injectTo: 'head-prepend' as const }, ...fonts.map((name) => ({ tag: 'link', attrs: { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: true, href: `/${name}` }, injectTo: 'head' as const }))] };
      },
    },
  };
}

/** Files with names that stay: a SharedWorker is found again by its URL. The page is what the hidden window of the desktop shell runs. */
function mirrorScripts(project: string, out: string): InlineConfig[] {
  const store = join(project, 'main/mirror/store');
  return [['worker.ts', 'mirror-worker.js'], ['page.ts', 'mirror-page.js']]
    .map(([entry = '', name = '']) => script(project, join(store, entry), out, name));
}

function script(project: string, entry: string, out: string, name: string): InlineConfig {
  return {
    ...base(project),
    build: {
      outDir: out,
      emptyOutDir: false,
      target: 'chrome140',
      modulePreload: false,
      chunkSizeWarningLimit: 2_000,
      rolldownOptions: { input: entry, output: { format: 'iife', entryFileNames: name, codeSplitting: false, charset: 'ascii' } },
    },
  };
}

/**
 * Everything in one file: a later build takes nothing away from a Godwit that runs. Node keeps a module's text for as long as it runs,
 * in half the memory if it is CommonJS and plain ASCII, comments left out.
 */
function browserMain(project: string, out: string): InlineConfig {
  return {
    ...base(project),
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: out,
      emptyOutDir: true,
      target: 'node22',
      chunkSizeWarningLimit: 10_000,
      rolldownOptions: {
        input: join(project, 'app/browser/run-browser.ts'),
        output: { format: 'cjs', entryFileNames: 'main.cjs', codeSplitting: false, charset: 'ascii', comments: false },
      },
    },
  };
}

/** Everything in one ESM file: the packaged application carries no node_modules. */
function electronMain(project: string, out: string): InlineConfig {
  return {
    ...base(project),
    ssr: { noExternal: true, external: ['electron'] },
    build: {
      ssr: true,
      outDir: out,
      emptyOutDir: true,
      target: 'node24',
      chunkSizeWarningLimit: 10_000,
      rolldownOptions: {
        input: join(project, 'app/electron/main.ts'),
        external: ['electron'],
        output: { format: 'es', entryFileNames: 'main.js' },
      },
    },
  };
}

/** A sandboxed preload is one CommonJS file. */
function preload(project: string, out: string): InlineConfig {
  return {
    ...base(project),
    ssr: { noExternal: true, external: ['electron'] },
    build: {
      ssr: true,
      outDir: out,
      emptyOutDir: false,
      target: 'chrome140',
      rolldownOptions: {
        input: join(project, 'app/preload/preload.ts'),
        external: ['electron'],
        output: { format: 'cjs', entryFileNames: 'preload.cjs', codeSplitting: false },
      },
    },
  };
}
