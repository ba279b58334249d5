import type { Contract } from 'onex-runtime/contract';
import { importStatement, layOut } from '../layout.ts';
import { SourceText } from '../source-text.ts';
import {
  modelImports,
  namedModelFiles,
  schemaSource,
  type ModelFileView,
  type NamedModel,
} from './models.ts';
import type { OperationView } from './operations.ts';

interface ModelNames {
  readonly name: string;
  readonly snake: string;
  readonly inputModel: string;
  readonly outputModel: string;
  readonly configModel: string;
  readonly operationEnum: string;
  readonly operationEnumFile: string;
}

interface ModelFilesOptions {
  readonly contract: Contract;
  readonly names: ModelNames;
  readonly operations: readonly OperationView[];
  readonly named: ReadonlyMap<string, NamedModel>;
  readonly config: SourceText;
}

/** Every file below `models/` but the index: one per operation, the node's input, output and configuration. */
export function modelFiles({
  contract,
  names,
  operations,
  named,
  config,
}: ModelFilesOptions): ModelFileView[] {
  const ofOperations = operations.map((operation): ModelFileView => ({
    file: operation.modelFile,
    imports: modelImports([operation.input, operation.output], named),
    schemas: [
      {
        name: operation.inputModel,
        doc: [`What ${operation.words} takes.`],
        source: schemaSource(operation.input, named),
      },
      {
        name: operation.outputModel,
        doc: [`What ${operation.words} answers.`],
        source: schemaSource(operation.output, named),
      },
    ],
  }));
  return [
    ...ofOperations,
    unionFile(names, operations, 'input'),
    unionFile(names, operations, 'output'),
    {
      file: `model_${names.snake}_config`,
      imports: [],
      schemas: [
        {
          name: names.configModel,
          doc: ['What the node can be told by `--config FILE`; anything else in the file is refused.'],
          source: config,
        },
      ],
    },
    ...namedModelFiles(named, contract.definitions),
  ];
}

/** The node's whole input or output: the operation, and what goes with it. */
function unionFile(
  names: ModelNames,
  operations: readonly OperationView[],
  side: 'input' | 'output',
): ModelFileView {
  const [name, title] =
    side === 'input'
      ? [names.inputModel, `The payload of a command to ${names.name}.`]
      : [names.outputModel, `The payload of a completed event of ${names.name}.`];
  const model = ({ inputModel, outputModel }: OperationView): string =>
    side === 'input' ? inputModel : outputModel;
  const alone = operations.length === 1;
  // With one operation alone the payload need not name it.
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
