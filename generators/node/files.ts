import type { FileSpec, NodeView } from '../../lib/render/index.ts';

/** Files in the version's folder that every kind has; `contents` is the contract's unchanged text. */
export function sharedFiles(view: NodeView, contract: string): FileSpec[] {
  const enums = [`export { ${view.operationEnum} } from './${view.operationEnumFile}.ts';`];
  return [
    { path: 'contract.yaml', contents: contract },
    { path: 'start_node.ts', template: 'node/templates/start_node.ts.ejs', mode: 0o755 },
    {
      path: `enums/${view.operationEnumFile}.ts`,
      template: 'node/templates/operation_type.ts.ejs',
    },
    { path: 'enums/index.ts', contents: `${enums.join('\n')}\n` },
    ...view.models.map((model): FileSpec => ({
      path: `models/${model.file}.ts`,
      template: 'node/templates/model.ts.ejs',
      view: { model },
    })),
    { path: 'models/index.ts', template: 'node/templates/models_index.ts.ejs' },
    ...(view.dependencies.length === 0 ? [] : [DEPENDENCIES]),
  ];
}

/** Tokens for the dependencies of the contract, if it has any. */
const DEPENDENCIES: FileSpec = {
  path: 'dependencies.ts',
  template: 'node/templates/dependencies.ts.ejs',
};

/** Files next to the version's folder. */
export const NODE_FILES: readonly FileSpec[] = [
  { path: 'README.md', template: 'node/templates/README.md.ejs' },
  { path: 'node.manifest.yaml', template: 'node/templates/node.manifest.yaml.ejs' },
];
