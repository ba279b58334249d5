import type { FileSpec, RuntimeSource } from '../../lib/render/index.ts';

const template = (name: string): string => `app/templates/${name}.ejs`;

/** Returns the files around the nodes. None of them names a node, so adding a node changes none of them. */
export function projectFiles(runtime: RuntimeSource): FileSpec[] {
  return [
    { path: '.oxlintrc.json', template: template('oxlintrc.json') },
    { path: '.prettierrc.json', template: template('prettierrc.json') },
    { path: 'README.md', template: template('README.md') },
    { path: 'check-node.cjs', template: template('check-node.cjs') },
    { path: 'package.json', template: template('package.json') },
    { path: 'tsconfig.json', template: template('tsconfig.json') },
    ...filesOfEveryLayout(runtime),
  ];
}

/**
 * Returns the files around nodes in an existing package. The package and compiler settings that nodes need are in the
 * folder of the nodes. Of the user's files, package.json gets scripts and dependencies, and .gitignore gets lines.
 */
export function filesInExistingPackage(runtime: RuntimeSource): FileSpec[] {
  return [
    { path: 'nodes/.oxlintrc.json', template: template('oxlintrc.json') },
    { path: 'nodes/README.md', template: template('README.md') },
    { path: 'nodes/check-node.cjs', template: template('check-node.cjs') },
    { path: 'nodes/package.json', template: template('existing/nodes_package.json') },
    { path: 'nodes/tsconfig.json', template: template('tsconfig.json') },
    { path: 'package.json', template: template('existing/package.json') },
    ...filesOfEveryLayout(runtime),
  ];
}

function filesOfEveryLayout(runtime: RuntimeSource): FileSpec[] {
  const files: FileSpec[] = [
    { path: '.gitignore', template: template('gitignore') },
    { path: '.vscode/onex.code-snippets', template: template('onex.code-snippets') },
    { path: '.yo-rc.json', template: template('yo-rc.json') },
  ];
  if (runtime.from === 'registry') return files;
  return [...files, { path: `vendor/${runtime.fileName}`, contents: runtime.contents }];
}
