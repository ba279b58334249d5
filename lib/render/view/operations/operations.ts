import type { Contract, Field, NodeKind } from 'onex-runtime/contract';
import { uniqueStems } from '../../../naming/index.ts';
import { eventModelOf, fieldsOf, uniqueFileForms, uniqueForms, type NameForms } from '../source/index.ts';
import { handlerVariants, type HandlerVariant } from './handler-variants.ts';
import { isRouted } from './is-routed.ts';

/** Returns the operation that starts a workflow, if there is exactly one and its fields are those of the workflow. */
export function startOperation(operations: readonly OperationView[]): OperationView | null {
  const [only] = operations;
  return operations.length === 1 && only !== undefined ? only : null;
}

/** An operation with all of its names in code. */
export interface OperationView extends NameForms {
  /** Its name on the wire. */
  readonly name: string;
  /** The contract's one-word type of the operation; null if its name implies it. */
  readonly type: string | null;
  readonly description: string | null;
  readonly idempotent: boolean;
  /** Null: any. A field `operation` is included only if the payload's model has one. */
  readonly input: readonly Field[] | null;
  readonly output: readonly Field[] | null;
  /** The model that its routes name, if the contract lists no input fields. */
  readonly eventModel: string | null;
  /** At least one handler. */
  readonly variants: readonly HandlerVariant[];
  readonly inputModel: string;
  readonly outputModel: string;
  readonly modelFile: string;
}

/** Kinds whose operations have classes and files: handlers and models. */
const WITH_HANDLERS: ReadonlySet<NodeKind> = new Set(['effect', 'compute']);

/** The node's own files in `models/`, without `model_<node>_`. */
const OWN_FILES = ['input', 'output', 'config'];

/** Returns the operations of a contract; names that would clash in code are numbered. */
export function operationViews(contract: Contract, pascal: string, snake: string): OperationView[] {
  const all = contract.operations.map(({ name }) => name);
  const routed = isRouted(contract);
  const withHandlers = routed || WITH_HANDLERS.has(contract.kind);
  const forms = withHandlers ? uniqueForms(all, 'operation') : uniqueFileForms(all, 'operation');
  const stems = forms.map((form) => form.snake);
  const files = withHandlers
    ? uniqueStems(stems, 'operation', {
        files: routed ? [...OWN_FILES, 'state'] : OWN_FILES,
      })
    : stems;
  const models = forms.map((form) => ({
    inputModel: `Model${pascal}${form.pascal}Input`,
    outputModel: `Model${pascal}${form.pascal}Output`,
  }));
  const handlers = handlerVariants(contract, models);
  // The models of a reducer and of an orchestrator have their own operation field before the others.
  const own = (fields: readonly Field[] | null): readonly Field[] | null =>
    withHandlers ? fields : withoutOperation(fields);
  return contract.operations.map((operation, index) => {
    const names = forms[index] as NameForms;
    const variants = handlers[index] as HandlerVariant[];
    const eventModel = eventModelOf(contract, operation.name);
    return {
      ...names,
      name: operation.name,
      type: operation.type ?? null,
      description: operation.description,
      idempotent: operation.idempotent,
      input: own(operation.input) ?? own(definedFields(contract, eventModel)),
      eventModel: operation.input === null ? eventModel : null,
      output: own(operation.output),
      ...(models[index] as (typeof models)[number]),
      variants,
      modelFile: `model_${snake}_${files[index] ?? names.snake}`,
    };
  });
}

function withoutOperation(fields: readonly Field[] | null): readonly Field[] | null {
  return fields?.filter(({ name }) => name !== 'operation') ?? null;
}

function definedFields({ definitions }: Contract, model: string | null): readonly Field[] | null {
  return model === null ? null : fieldsOf(model, definitions);
}
