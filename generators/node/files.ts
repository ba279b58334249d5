import type { FileSpec, NodeView } from '../../lib/render/index.ts';

/** Below the version's folder, as every kind has them; `contents` is the contract's text, as it is. */
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

/** Tokens for what the contract depends on, where it depends on anything. */
const DEPENDENCIES: FileSpec = {
  path: 'dependencies.ts',
  template: 'node/templates/dependencies.ts.ejs',
};

/** Beside the version's folder. */
export const NODE_FILES: readonly FileSpec[] = [
  { path: 'README.md', template: 'node/templates/README.md.ejs' },
  { path: 'node.manifest.yaml', template: 'node/templates/node.manifest.yaml.ejs' },
];
