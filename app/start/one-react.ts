/** React as a module whose exports are bound by name. It comes as CommonJS: else each of some four hundred modules makes a copy of all its exports at the start, and every hook is called through a getter. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const NAMES = ['react', 'react/jsx-runtime', 'react-dom'];
const MARK = '\0one:';

export function oneReact(project: string): Plugin {
  const require = createRequire(join(project, 'package.json'));
  return {
    name: 'one-react',
    enforce: 'pre',
    resolveId: (id, importer, { kind }) => (NAMES.includes(id) && kind === 'import-statement' && !importer?.startsWith(MARK) ? MARK + id : null),
    load(id) {
      if (!id.startsWith(MARK)) return null;
      const name = id.slice(MARK.length);
      const exported = Object.keys(require(name) as object).filter((key) => key !== 'default');
      return [`import all from '${name}';`, 'export default all;', ...exported.map((key) => `export const ${key} = all.${key};`)].join('\n');
    },
  };
}
