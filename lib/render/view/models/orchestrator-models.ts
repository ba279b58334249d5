import { modelFile, type ModelFilesOptions } from './model-options.ts';
import { modelImports, schemaSource, type ModelFileView } from './models.ts';
import { startOperation } from '../operations/index.ts';

/** The input and output of the workflow, as the one operation that starts it has them. */
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
