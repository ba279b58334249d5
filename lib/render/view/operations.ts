import type { Contract, Field, Operation } from 'onex-runtime/contract';
import { classHead } from '../layout.ts';
import type { SourceText } from '../source-text.ts';
import { uniqueForms, type NameForms } from './names.ts';

/** An operation with all the names it has in code. */
export interface OperationView extends NameForms {
  /** On the wire. */
  readonly name: string;
  readonly description: string | null;
  readonly idempotent: boolean;
  /** Fields without `operation`, which is the node's; null: any. */
  readonly input: readonly Field[] | null;
  readonly output: readonly Field[] | null;
  readonly handlerClass: string;
  readonly handlerFile: string;
  readonly inputModel: string;
  readonly outputModel: string;
  readonly modelFile: string;
  /** `export class … implements … {` on as many lines as it needs. */
  readonly classHead: SourceText;
}

/** The operations of a contract; names that would clash in code are numbered. */
export function operationViews(contract: Contract, pascal: string, snake: string): OperationView[] {
  const forms = uniqueForms(
    contract.operations.map(({ name }) => name),
    'operation',
  );
  const handlers = uniqueForms(
    contract.operations.map(({ name }) => handlerName(contract, name)),
    'operation',
  );
  return contract.operations.map((operation, index) => {
    const names = forms[index] as NameForms;
    const inputModel = `Model${pascal}${names.pascal}Input`;
    const outputModel = `Model${pascal}${names.pascal}Output`;
    const handler = handlers[index] as NameForms;
    const handlerClass = `Handler${handler.pascal}`;
    return {
      ...names,
      name: operation.name,
      description: operation.description,
      idempotent: operation.idempotent,
      input: ownFields(operation, 'input'),
      output: ownFields(operation, 'output'),
      handlerClass,
      handlerFile: `handler_${handler.snake}`,
      inputModel,
      outputModel,
      modelFile: `model_${snake}_${names.snake}`,
      classHead: classHead(handlerClass, 'implements OperationHandler', [inputModel, outputModel]),
    };
  });
}

/** What the contract calls the handler of an operation (`HandlerLedgerAppend`), where it is that operation's alone. */
function handlerName({ routing }: Contract, operation: string): string {
  const route = routing.routes.find(({ operations }) => operations.includes(operation));
  const named = route?.handler?.match(/^Handler([A-Z]\w*)$/)?.[1];
  return named !== undefined && route?.operations.length === 1 ? named : operation;
}

function ownFields(operation: Operation, side: 'input' | 'output'): readonly Field[] | null {
  return operation[side]?.filter(({ name }) => name !== 'operation') ?? null;
}
