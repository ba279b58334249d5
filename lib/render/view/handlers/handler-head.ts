import { methodHead, type SourceText } from '../../text/index.ts';
import type { OperationView } from '../operations/index.ts';

const CONTEXT = 'HandlerContext';

/** Returns the type of a handler's context. For an operation `context`, that name is already its own handler's. */
function contextType({ variants }: OperationView): string {
  return variants.some(({ handlerClass }) => handlerClass === CONTEXT) ? 'MessageContext' : CONTEXT;
}

/** Returns the context type for an import from the runtime. */
export function contextImport(operation: OperationView): string {
  const type = contextType(operation);
  return type === CONTEXT ? `type ${CONTEXT}` : `type ${CONTEXT} as ${type}`;
}

/** `handle(input: …, context: …): … {`. */
export function handleHead(
  operation: OperationView,
  uses: { readonly input: boolean; readonly context: boolean },
): SourceText {
  const { inputModel, outputModel } = operation;
  const input = `${uses.input ? 'input' : '_input'}: ${inputModel}`;
  const parameters = uses.context ? [input, `context: ${contextType(operation)}`] : [input];
  return methodHead('handle', parameters, outputModel);
}
