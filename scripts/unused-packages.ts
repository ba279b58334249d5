import type { Plugin } from 'esbuild';

/**
 * What yeoman-generator imports for helpers that no generator here calls (git, the newest version of a package,
 * spawning), by the names it imports. Loading them costs a process of `onex` more than all of its own work.
 */
const UNUSED: Readonly<Record<string, readonly string[]>> = {
  'latest-version': ['default'],
  'simple-git': ['CheckRepoActions', 'CleanOptions', 'simpleGit'],
  execa: ['execa', 'execaSync', 'parseCommandString'],
};

/** Puts functions that refuse to be called in the place of the packages in UNUSED. */
export const unusedPackages: Plugin = {
  name: 'unused packages',
  setup({ onLoad, onResolve }) {
    const namespace = 'unused';
    const filter = new RegExp(`^(${Object.keys(UNUSED).join('|')})$`);
    onResolve({ filter }, ({ path, importer }) =>
      /yeoman-generator[\\/]dist/.test(importer) ? { path, namespace } : undefined,
    );
    onLoad({ filter: /./, namespace }, ({ path }) => {
      const message = JSON.stringify(
        `${path} is no part of the bundled onex; use yo for a generator that needs it`,
      );
      const exported = UNUSED[path]!.map((name) => `refuse as ${name}`).join(', ');
      return {
        contents: `const refuse = () => { throw new Error(${message}); };\nexport { ${exported} };\n`,
      };
    });
  },
};
