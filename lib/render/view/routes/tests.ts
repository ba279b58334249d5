import type { Contract } from 'onex-runtime/contract';
import { propertyAccess, stringLiteral, layOut, SourceText } from '../../text/index.ts';
import type { OperationView } from '../operations/index.ts';
import { sampled, samplesLiteral } from '../tests/index.ts';

/** Returns the view for the tests of an orchestrator with routes. */
export function routesTestView(contract: Contract, operations: readonly OperationView[]) {
  const { definitions } = contract;
  const { sent, unsampled } = sampled(operations, definitions, 'handles');
  const strict = operations.find(({ input }) =>
    input?.some(({ required, type }) => required && type.kind !== 'any'),
  );
  return {
    unsampled,
    samples: samplesLiteral(operations, definitions),
    tested: sent.map((operation) => ({
      name: operation.name,
      failed: contract.operations.find(({ name }) => name === operation.name)?.failedTopic ?? '',
      deliver: deliverCall(
        contract,
        operation,
        propertyAccess('SAMPLES', operation.snake),
        'const published = await '.length + 4,
        1,
      ),
    })),
    refused:
      strict === undefined
        ? null
        : deliverCall(contract, strict, '{}', 'await assert.rejects('.length + 4, 2),
  };
}

/** Returns `test.deliver(SAMPLES.audit, { topic: '…' })`, with the values that route the message to the handler. */
function deliverCall(
  contract: Contract,
  { name, variants }: OperationView,
  payload: string,
  before: number,
  after: number,
): SourceText {
  const { requestTopics } = contract.operations.find((operation) => operation.name === name) ?? {};
  const [variant] = variants.length > 1 ? variants : [];
  const topic = variant?.topic ?? requestTopics?.[0] ?? null;
  const isAlone =
    topic !== null &&
    contract.operations.every((other) => other.name === name || !other.requestTopics.includes(topic)) &&
    contract.routing.strategy !== 'payload_type_match';
  const criteria = [
    ...(contract.operations.length > 1 && !isAlone ? [['operation', name]] : []),
    ...(topic === null ? [] : [['topic', topic]]),
    ...(variant?.payloadType == null ? [] : [['payloadType', variant.payloadType]]),
    ...(variant?.eventType == null ? [] : [['eventType', variant.eventType]]),
  ].map(([key = '', value = '']) => `${key}: ${stringLiteral(value)}`);
  const start = `test.deliver(${payload}`;
  if (criteria.length === 0) return new SourceText(`${start})`);
  const place = {
    open: '{ ',
    close: ' }',
    before: before + start.length + 2,
    after: after + 1,
    indent: 4,
  };
  return new SourceText(`${start}, ${layOut(criteria, place)})`);
}
