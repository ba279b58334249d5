import type { FileSpec, RuntimeSource } from '../../lib/render/index.ts';

/** The files around the nodes. None of them names a node, so that adding one changes none of them. */
export function projectFiles(runtime: RuntimeSource): FileSpec[] {
  const files: FileSpec[] = [
    { path: '.gitignore', template: 'app/templates/gitignore.ejs' },
    { path: '.oxlintrc.json', template: 'app/templates/oxlintrc.json.ejs' },
    { path: '.yo-rc.json', template: 'app/templates/yo-rc.json.ejs' },
    { path: '.vscode/onex.code-snippets', template: 'app/templates/onex.code-snippets.ejs' },
    { path: 'README.md', template: 'app/templates/README.md.ejs' },
    { path: 'check-node.cjs', template: 'app/templates/check-node.cjs.ejs' },
    { path: 'package.json', template: 'app/templates/package.json.ejs' },
    { path: 'tsconfig.json', template: 'app/templates/tsconfig.json.ejs' },
  ];
  if (runtime.from === 'registry') return files;
  return [...files, { path: `vendor/${runtime.fileName}`, contents: runtime.contents }];
}
