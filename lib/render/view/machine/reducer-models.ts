import { stringLiteral, importStatement, layOut, SourceText } from '../../text/index.ts';
import {
  modelFile,
  type ModelFilesOptions,
  type ModelNames,
  modelImports,
  schemaSource,
  type ModelFileView,
  type NamedModel,
} from '../models/index.ts';
import type { OperationView } from '../operations/index.ts';
import { anyField, eventFields, machineFields } from './event-fields.ts';
import { stateNames } from './reducer.ts';

/**
 * Returns the models of a reducer's events, of the data that it stores for an entity, and of the projection that it
 * publishes.
 */
export function reducerModels({ contract, names, operations, named }: ModelFilesOptions): ModelFileView[] {
  const enumImport = importStatement([names.operationEnum], `../enums/${names.operationEnumFile}.ts`);
  const dataModel = `Model${names.pascal}Data`;
  const dataFile = `model_${names.snake}_data`;
  const fields = machineFields(contract.stateMachine).map(anyField);
  const events = operations.map((operation) => ({
    ...operation,
    input: eventFields(operation.input, contract.stateMachine),
  }));
  const states = stateNames(contract).map((name) => stringLiteral(name));
  const stateType = layOut(states, {
    open: 'z.enum([',
    close: '])',
    before: '  state: '.length,
    after: 1,
    indent: 2,
  });
  return [
    modelFile(
      `model_${names.snake}_input`,
      [
        enumImport,
        ...modelImports(
          operations.map(({ input }) => input),
          named,
        ),
      ],
      {
        name: names.inputModel,
        doc: [`The payload of an event or command that drives ${names.name}.`],
        source: eventUnion(names, events, named),
      },
    ),
    modelFile(dataFile, [], {
      name: dataModel,
      doc: ['The data of an entity, which the reducer stores with its state.'],
      source: new SourceText(schemaSource(fields, named).text.replace(/^z\.object/, 'z.looseObject')),
    }),
    modelFile(`model_${names.snake}_output`, [enumImport, importStatement([dataModel], `./${dataFile}.ts`)], {
      name: names.outputModel,
      doc: [`The projection that ${names.name} publishes after an event.`],
      source: new SourceText(
        [
          'z.object({',
          `  operation: z.enum(${names.operationEnum}),`,
          '  entity_id: z.string(),',
          `  state: ${stateType},`,
          '  previous_state: z.string().nullable(),',
          '  version: z.int(),',
          `  data: ${dataModel},`,
          '})',
        ].join('\n'),
      ),
    }),
  ];
}

/** Whether all triggers have the same fields. */
export function eventsAlike(operations: readonly OperationView[]): boolean {
  return new Set(operations.map(({ input }) => JSON.stringify(input))).size === 1;
}

/** Returns one object if all triggers have the same fields, otherwise a member for each trigger. */
function eventUnion(
  names: ModelNames,
  operations: readonly OperationView[],
  named: ReadonlyMap<string, NamedModel>,
): SourceText {
  const [first] = operations;
  if (first !== undefined && eventsAlike(operations)) {
    return schemaSource(first.input, named, { lead: [`operation: z.enum(${names.operationEnum})`] });
  }
  const members = operations.map(({ constant, input }) => {
    const operation = `operation: z.literal(${names.operationEnum}.${constant})`;
    return `  ${schemaSource(input, named, { indent: 2, lead: [operation] }).text},\n`;
  });
  return new SourceText(`z.discriminatedUnion('operation', [\n${members.join('')}])`);
}
