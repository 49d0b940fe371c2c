/** What is built, from what, into what. */
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import type { InlineConfig, Plugin } from 'vite';
import type { Part } from './parts.ts';

/** One Vite build each, all into the folder `out`; the first of a part empties it. */
export function configs(part: Part, project: string, out: string): InlineConfig[] {
  switch (part) {
    case 'ui': return [page(project, out), ...mirrorScripts(project, out), script(project, join(project, 'renderer/notes-worker.ts'), out, 'notes-worker.js')];
    case 'browser': return [browserMain(project, out)];
    case 'electron': return [electronMain(project, out), preload(project, out)];
  }
}

const base = (project: string, root = project): InlineConfig => ({ root, configFile: false, envDir: false, logLevel: 'warn', clearScreen: false, publicDir: false, cacheDir: join(project, 'node_modules', '.vite') });

function page(project: string, out: string): InlineConfig {
  return {
    ...base(project, join(project, 'renderer')),
    plugins: [react(), loadAtOnce()],
    build: {
      outDir: out,
      emptyOutDir: true,
      target: 'chrome140',
      // A data: font or script would need a hole in the Content-Security-Policy.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 2_000,
      rolldownOptions: { input: ['index.html', 'message-frame.html'].map((name) => join(project, 'renderer', name)) },
    },
  };
}

/** The page names what its first script will ask for, so that all of it is on its way at once: the application, its styles, the type of the list. */
function loadAtOnce(): Plugin {
  return {
    name: 'load-at-once',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle, filename }) {
        if (!bundle || !filename.endsWith('index.html')) return html;
        const files = Object.values(bundle);
        const drawn = files.find((file) => file.type === 'chunk' && file.facadeModuleId?.endsWith('app/window.tsx'));
        if (drawn?.type !== 'chunk') throw new Error('the application is in no chunk of its own');
        const chunks = [drawn.fileName, ...drawn.imports];
        const fonts = files.flatMap(({ fileName }) => (/inter-latin-wght-normal.*\.woff2$/u.test(fileName) ? [fileName] : []));
        const styles = files.flatMap((file) => (file.type === 'chunk' && chunks.includes(file.fileName) ? [...file.viteMetadata?.importedCss ?? []] : []));
        const link = (attrs: Record<string, string | boolean>) => ({ tag: 'link', attrs, injectTo: 'head' as const });
        return {
          html,
          tags: [
            ...chunks.filter((name) => !html.includes(name)).map((name) => link({ rel: 'modulepreload', crossorigin: true, href: `/${name}` })),
            ...[...new Set(styles)].filter((name) => !html.includes(name)).map((name) => link({ rel: 'stylesheet', crossorigin: true, href: `/${name}` })),
            ...fonts.map((name) => link({ rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: true, href: `/${name}` })),
          ],
        };
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
      rolldownOptions: { input: entry, output: { format: 'es', entryFileNames: name, codeSplitting: false } },
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
