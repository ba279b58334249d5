import type { Contract } from 'onex-runtime/contract';
import { LINE_WIDTH, propertyKey, stringLiteral, layOut, SourceText } from '../../text/index.ts';
import { backendsOf, type HandlerVariant, type OperationView } from '../operations/index.ts';

/** Returns each operation with each of its handlers: one file each. */
export function handlerFiles<O extends OperationView>(operations: readonly O[]): (O & HandlerVariant)[] {
  return operations.flatMap((operation) =>
    operation.variants.map((variant) => Object.assign({}, operation, variant)),
  );
}

/**
 * Returns the parts of `node.ts` about handlers: their imports, the runtime functions to choose among them, and the
 * table that connects them, which reads like the contract's routing.
 *
 * @param names `given` is the argument of a handler's constructor, as source.
 */
export function handlerTable(
  contract: Contract,
  operations: readonly OperationView[],
  { given, pascal, snake }: { readonly given: string; readonly pascal: string; readonly snake: string },
) {
  const backendType = `Backend${pascal}`;
  const backends = backendsOf(contract);
  const usesBackends = backends.length > 0;
  const routed = operations.some(({ variants }) => variants.length > 1);
  const table = usesBackends
    ? backendTable(backendType, backends, operations, given)
    : `{\n${operations.map((operation) => entry(operation, given)).join('')}      }`;
  return {
    handlers: handlerFiles(operations),
    usesBackends,
    routers: usesBackends ? ['byBackend'] : routed ? ['byRoute'] : [],
    handlerTable: new SourceText(table),
    backendType,
    backendFile: `backend_${snake}`,
    backendModels: operations.flatMap(({ inputModel, outputModel }) => [inputModel, outputModel]),
    backendProperties: operations.map(backendProperty),
  };
}

/** `readonly create: OperationHandler<…>;` on as many lines as it needs. */
function backendProperty({ name, inputModel, outputModel }: OperationView): SourceText {
  const start = `readonly ${propertyKey(name)}: OperationHandler<`;
  const line = `${start}${inputModel}, ${outputModel}>;`;
  return new SourceText(
    line.length + 2 <= LINE_WIDTH ? line : `${start}\n    ${inputModel},\n    ${outputModel}\n  >;`,
  );
}

function backendTable(
  backendType: string,
  backends: readonly string[],
  operations: readonly OperationView[],
  given: string,
): string {
  const ofBackend = backends.map((backend) => {
    const lines = operations.flatMap(({ name, variants }) =>
      variants
        .filter((variant) => variant.backend === backend)
        .map((variant) => `          ${propertyKey(name)}: ${made(variant, given)},\n`),
    );
    return `        ${propertyKey(backend)}: () => ({\n${lines.join('')}        }),\n`;
  });
  return `byBackend<${backendType}>(backend, {\n${ofBackend.join('')}      })`;
}

function entry({ name, variants }: OperationView, given: string): string {
  const key = `        ${propertyKey(name)}: `;
  const [only] = variants;
  if (variants.length === 1 && only !== undefined) return `${key}${made(only, given)},\n`;
  const place = { open: '{ ', close: ' }', before: 10, after: 1, indent: 10 };
  const routes = variants.map((variant) => {
    const criteria = (['topic', 'payloadType', 'eventType'] as const).flatMap((criterion) => {
      const value = variant[criterion];
      return value === null ? [] : [`${criterion}: ${stringLiteral(value)}`];
    });
    return `          ${layOut([...criteria, `handler: ${made(variant, given)}`], place)},\n`;
  });
  const rest = variants.find(({ byDefault }) => byDefault);
  if (rest !== undefined) routes.push(`          ${layOut([`handler: ${made(rest, given)}`], place)},\n`);
  return `${key}byRoute([\n${routes.join('')}        ]),\n`;
}

function made({ handlerClass }: HandlerVariant, given: string): string {
  return `new ${handlerClass}(${given})`;
}
