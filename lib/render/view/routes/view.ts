import type { Contract } from 'onex-runtime/contract';
import { classHead, importStatement, methodHead, type SourceText } from '../../text/index.ts';
import { handlerFiles, handlerTable } from '../handlers/index.ts';
import type { ModelNames, NamedModel } from '../models/index.ts';
import type { OperationView } from '../operations/index.ts';
import { emissionViews, type EmissionView } from './emissions.ts';
import { stateModelOf } from './models.ts';

export interface RoutesNames extends ModelNames {
  readonly operations: readonly OperationView[];
  readonly named: ReadonlyMap<string, NamedModel>;
}

/** Returns the additional view for the templates. */
export function routesView(contract: Contract, names: RoutesNames) {
  const { pascal, snake, operations } = names;
  const emissions = emissionViews(contract, operations, names.named);
  const types = { emissions: `Emissions${pascal}`, state: stateModelOf(names) };
  return {
    ...handlerTable(contract, operations, { given: '', pascal, snake }),
    emissionsType: types.emissions,
    stateModel: types.state,
    emissions,
    emissionModels: [...new Set(emissions.flatMap(({ model }) => model ?? []))].toSorted(),
    usesZod: emissions.some(({ model }) => model === null),
    handlers: handlerFiles(operations).map((handler) => handlerOf(handler, contract, emissions, types)),
  };
}

function handlerOf(
  handler: OperationView & { readonly handlerClass: string; readonly handlerFile: string },
  contract: Contract,
  emissions: readonly EmissionView[],
  types: { readonly emissions: string; readonly state: string },
) {
  const { handlerClass, inputModel, description, words, name } = handler;
  return {
    ...handler,
    classHead: classHead(handlerClass, 'implements RouteHandler', [inputModel, types.emissions, types.state]),
    head: handleHead(inputModel, `RouteContext<${types.emissions}, ${types.state}>`),
    summary: [description ?? `Handles ${words}.`, ...hintOf(contract, name, emissions)],
    imports: [
      importStatement(['type RouteContext', 'type RouteHandler'], 'onex-runtime'),
      importStatement([`type ${types.emissions}`], '../emissions.ts'),
      importStatement([inputModel, `type ${types.state}`], '../models/index.ts'),
    ],
  };
}

function handleHead(input: string, context: string): SourceText {
  return methodHead('handle', [`_input: ${input}`, `_context: ${context}`], 'void');
}

/** Maximum number of messages in a comment. */
const MOST_SHOWN = 8;

/** Returns the messages that the handler may publish: those that its route names, otherwise all of the node's. */
function hintOf(
  contract: Contract,
  operation: string,
  emissions: readonly EmissionView[],
): readonly string[] {
  if (emissions.length === 0) return [];
  const routes = contract.routing.routes.filter(({ operations }) => operations.includes(operation));
  const models = new Set(routes.flatMap(({ outputEvents }) => outputEvents));
  const isNamed = ({ topic }: EmissionView): boolean => {
    const eventType = contract.topics.publish.find((one) => one.topic === topic)?.eventType;
    return (
      models.has(topic) || (eventType != null && (models.has(eventType) || models.has(`Model${eventType}`)))
    );
  };
  const own = emissions.filter(isNamed);
  const shown = (own.length > 0 ? own : emissions).slice(0, MOST_SHOWN).map(({ name }) => name);
  const rest = (own.length > 0 ? own : emissions).length - shown.length;
  return [`It may emit ${shown.join(', ')}${rest > 0 ? `, and ${rest} more` : ''}.`];
}
