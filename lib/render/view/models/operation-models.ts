import type { Field } from 'onex-runtime/contract';
import { importStatement, layOut, SourceText } from '../../text/index.ts';
import { fieldsNaming } from '../source/index.ts';
import type { ModelFilesOptions, ModelNames } from './model-options.ts';
import { modelImports, schemaSource, type ModelFileView, type NamedModel } from './models.ts';
import type { OperationView } from '../operations/index.ts';

/** Returns one file per operation with its input and output models, and the two unions over all of them. */
export function operationModels({ names, operations, named }: ModelFilesOptions): ModelFileView[] {
  const ofOperations = operations.map((operation): ModelFileView => ({
    file: operation.modelFile,
    imports: modelImports([inputFields(operation), operation.output], named),
    schemas: [
      {
        name: operation.inputModel,
        doc: [`The input of ${operation.words}.`],
        source: inputSource(operation, named),
      },
      {
        name: operation.outputModel,
        doc: [`The output of ${operation.words}.`],
        source: schemaSource(operation.output, named),
      },
    ],
  }));
  return [...ofOperations, unionFile(names, operations, 'input'), unionFile(names, operations, 'output')];
}

/** Returns the node's whole input or output: the fields of each payload, with its operation. */
function unionFile(
  names: ModelNames,
  operations: readonly OperationView[],
  side: 'input' | 'output',
): ModelFileView {
  const [name, title] =
    side === 'input'
      ? [names.inputModel, `The payload of a command to ${names.name}, with its operation.`]
      : [names.outputModel, `The payload of a completed event of ${names.name}, with its operation.`];
  const model = ({ inputModel, outputModel }: OperationView): string =>
    side === 'input' ? inputModel : outputModel;
  const alone = operations.length === 1;
  // With a single operation, the payload need not name it.
  const absent = alone && side === 'input' ? '.optional()' : '';
  const before = alone ? `export const ${name} = `.length : 2;
  const members = operations.map((operation) => {
    const entry = `operation: z.literal(${names.operationEnum}.${operation.constant})${absent}`;
    const open = `${model(operation)}.extend({ `;
    return layOut([entry], { open, close: ' })', before, after: 1, indent: alone ? 0 : 2 });
  });
  const union = `z.discriminatedUnion('operation', [\n${members.map((member) => `  ${member},\n`).join('')}])`;
  return {
    file: `model_${names.snake}_${side}`,
    imports: [
      importStatement([names.operationEnum], `../enums/${names.operationEnumFile}.ts`),
      ...operations.map((operation) => importStatement([model(operation)], `./${operation.modelFile}.ts`)),
    ],
    schemas: [{ name, doc: [title], source: new SourceText(alone ? (members[0] ?? '') : union) }],
  };
}

/** Returns the fields whose models the input's schema names: the event's own model, if the input is that. */
export function inputFields({ eventModel, input }: OperationView): readonly Field[] | null {
  return eventModel === null ? input : fieldsNaming([eventModel]);
}

/** Returns the event's own model if the routes name one and the contract lists no fields. */
export function inputSource(operation: OperationView, named: ReadonlyMap<string, NamedModel>): SourceText {
  const className = named.get(operation.eventModel ?? '')?.className;
  return className === undefined ? schemaSource(operation.input, named) : new SourceText(className);
}
