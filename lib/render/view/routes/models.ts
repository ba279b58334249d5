import { SourceText, importStatement } from '../../text/index.ts';
import {
  modelFile,
  type ModelFilesOptions,
  type ModelNames,
  modelImports,
  schemaSource,
  type ModelFileView,
  inputFields,
  inputSource,
} from '../models/index.ts';
import type { OperationView } from '../operations/index.ts';

/** Returns the name of the model of the state that a node stores for each correlation id. */
export function stateModelOf({ pascal }: Pick<ModelNames, 'pascal'>): string {
  return `Model${pascal}State`;
}

/** Returns a file for each route with its input, and its result if the contract states one; and the state. */
export function routeModels({ names, operations, named }: ModelFilesOptions): ModelFileView[] {
  const ofRoutes = operations.map((operation): ModelFileView => {
    const { modelFile: file, inputModel, outputModel, output, words } = operation;
    return {
      file,
      imports: modelImports([inputFields(operation), output], named),
      schemas: [
        { name: inputModel, doc: [`The input of ${words}.`], source: inputSource(operation, named) },
        ...(output === null
          ? []
          : [{ name: outputModel, doc: [`The output of ${words}.`], source: schemaSource(output, named) }]),
      ],
    };
  });
  const withOutput = operations.filter(({ output }) => output !== null);
  return [
    ...ofRoutes,
    unionFile(names, 'input', operations, (operation) => operation.inputModel),
    unionFile(names, 'output', withOutput, (operation) => operation.outputModel),
    modelFile(`model_${names.snake}_state`, [], {
      name: stateModelOf(names),
      doc: [
        `The state that ${names.name} stores for each correlation ID. It accepts any fields until you write them here.`,
        'If a stored state does not match, the messages with its correlation ID fail.',
      ],
      source: schemaSource(null, named),
    }),
  ];
}

/** Returns the union of the inputs or results of all routes. */
function unionFile(
  { name, snake, inputModel, outputModel }: ModelNames,
  side: 'input' | 'output',
  operations: readonly OperationView[],
  modelOf: (operation: OperationView) => string,
): ModelFileView {
  const models = operations.map(modelOf);
  const [only] = models;
  const source =
    only === undefined
      ? 'z.looseObject({})'
      : models.length === 1
        ? only
        : `z.union([\n${models.map((model) => `  ${model},\n`).join('')}])`;
  const title = side === 'input' ? `The input of a route of ${name}.` : `The output of a route of ${name}.`;
  const imports = operations.map((operation) =>
    importStatement([modelOf(operation)], `./${operation.modelFile}.ts`),
  );
  return modelFile(`model_${snake}_${side}`, imports, {
    name: side === 'input' ? inputModel : outputModel,
    doc: [title],
    source: new SourceText(source),
  });
}
