import type { Plugin } from 'esbuild';

/** Names of one module that others import for what nothing here calls. */
interface Unused {
  readonly importer: RegExp;
  readonly functions?: readonly string[];
  /** Names of lists that only such helpers look at. */
  readonly lists?: readonly string[];
}

const YEOMAN = /yeoman-generator[\\/]dist/;
const EDITOR = /mem-fs-editor[\\/]dist/;
const RECAST = /recast[\\/]main\.js$/;

/**
 * What yeoman-generator and mem-fs-editor import for helpers that no generator here calls (git, the newest version of
 * a package, spawning, copying by patterns), and recast for what splicing at offsets does without: its parser, which
 * copies the tree, and its printer. Loading them costs a process of `onex` more than all of its own work.
 */
const UNUSED: Readonly<Record<string, Unused>> = {
  'latest-version': { importer: YEOMAN, functions: ['default'] },
  'simple-git': { importer: YEOMAN, functions: ['CheckRepoActions', 'CleanOptions', 'simpleGit'] },
  execa: { importer: YEOMAN, functions: ['execa', 'execaSync', 'parseCommandString'] },
  tinyglobby: { importer: EDITOR, functions: ['glob', 'globSync', 'isDynamicPattern'] },
  multimatch: { importer: EDITOR, functions: ['default'] },
  minimatch: { importer: EDITOR, functions: ['minimatch'] },
  'deep-extend': { importer: EDITOR, functions: ['default'] },
  commondir: { importer: EDITOR, functions: ['default'] },
  isbinaryfile: { importer: EDITOR, functions: ['isBinaryFileSync'] },
  textextensions: { importer: EDITOR, lists: ['default'] },
  binaryextensions: { importer: EDITOR, lists: ['default'] },
  './lib/parser': { importer: RECAST, functions: ['parse'] },
  './lib/printer': { importer: RECAST, functions: ['Printer'] },
};

/** Puts functions that refuse to be called in the place of the modules in UNUSED. */
export const unusedPackages: Plugin = {
  name: 'unused packages',
  setup({ onLoad, onResolve }) {
    const namespace = 'unused';
    onResolve({ filter: /./ }, ({ path, importer }) =>
      UNUSED[path]?.importer.test(importer) ? { path, namespace } : undefined,
    );
    onLoad({ filter: /./, namespace }, ({ path }) => {
      const message = JSON.stringify(
        `${path} is no part of the bundled onex; use yo for a generator that needs it`,
      );
      const { functions = [], lists = [] } = UNUSED[path]!;
      const exported = [
        ...functions.map((name) => `refuse as ${name}`),
        ...lists.map((name) => `none as ${name}`),
      ];
      return {
        contents: `const refuse = () => { throw new Error(${message}); }, none = [];\nexport { ${exported.join(', ')} };\n`,
      };
    });
  },
};
