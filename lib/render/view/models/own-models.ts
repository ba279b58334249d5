import type { NodeKind } from 'onex-runtime/contract';
import { stem, type TakenNames } from '../../../naming/index.ts';
import { type OperationView, startOperation } from '../operations/index.ts';
import { modelFile, type ModelFilesOptions } from './model-options.ts';
import { modelImports, schemaSource, type ModelFileView } from './models.ts';

/** Returns the input and output of the workflow, which are those of its single start operation. */
export function orchestratorModels({ names, operations, named }: ModelFilesOptions): ModelFileView[] {
  const start = startOperation(operations);
  const { input = null, output = null } = start ?? {};
  return [
    modelFile(`model_${names.snake}_input`, modelImports([input], named), {
      name: names.inputModel,
      doc: [`The input of the workflow of ${names.name}.`],
      source: schemaSource(input, named),
    }),
    modelFile(`model_${names.snake}_output`, modelImports([output], named), {
      name: names.outputModel,
      doc: [`The output of the workflow of ${names.name}.`],
      source: schemaSource(output, named),
    }),
  ];
}

/**
 * Returns names, without `model_` and `Model`, that are reserved for a node's own models. File names of all kinds of
 * node are reserved, also in their truncated form, because models keep the names that they got once. Of class names,
 * only the existing ones are reserved.
 */
export function ownModelNames(
  kind: NodeKind,
  routed: boolean,
  { pascal, snake }: { readonly pascal: string; readonly snake: string },
  operations: readonly OperationView[],
): TakenNames {
  const own = ['input', 'output', 'config', 'data', ...(routed ? ['state'] : [])];
  const withModels = routed || kind === 'effect' || kind === 'compute' ? operations : [];
  const classes = withModels.flatMap(({ inputModel, outputModel }) => [inputModel, outputModel]);
  const files = [
    ...own.map((name) => `${snake}_${name}`),
    ...operations.map(({ modelFile }) => modelFile.replace(/^model_/, '')),
  ];
  return {
    files: files.flatMap((name) => [name, stem(name, 'model')]),
    classes: [
      ...[
        'Input',
        'Output',
        'Config',
        ...(kind === 'reducer' ? ['Data'] : []),
        ...(routed ? ['State'] : []),
      ].map((name) => pascal + name),
      ...classes.map((name) => name.replace(/^Model/, '')),
    ],
  };
}
