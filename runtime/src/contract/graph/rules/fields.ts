import type { Field } from '../../model.ts';
import { fieldPlace, type Finder } from '../../places.ts';
import { isAssignable, notationOf } from '../../types/index.ts';
import { about, type End, type Links, type GraphFinding } from '../mesh/index.ts';

/** For each topic whose fields both sides say: required fields that the producer lacks, and types that do not fit. */
export function fieldFaults({ published, read }: Links): readonly GraphFinding[] {
  return [...published].flatMap(([topic, producers]) =>
    producers.flatMap((producer) =>
      (read.get(topic) ?? []).flatMap((consumer) =>
        producer.node === consumer.node ? [] : faultsBetween(topic, producer, consumer),
      ),
    ),
  );
}

function faultsBetween(topic: string, producer: End, consumer: End): readonly GraphFinding[] {
  if (producer.fields === null || consumer.fields === null) return [];
  const given = new Map(producer.fields.map((field) => [field.name, field]));
  const from = { definitions: producer.node.contract.definitions };
  const to = { definitions: consumer.node.contract.definitions };
  const [giver, taker] = [producer.node.contract.name, consumer.node.contract.name];
  const nodes = [producer.node, consumer.node];
  return consumer.fields.flatMap((wanted: Field) => {
    const field = given.get(wanted.name);
    const finding = (severity: GraphFinding['severity'], message: string): GraphFinding =>
      about(severity, 'field', message, {
        topic,
        nodes,
        at: consumer.node,
        ...takenBy(consumer, wanted.name),
      });
    if (field === undefined) {
      if (!wanted.required || wanted.default !== undefined) return [];
      return [
        finding(
          'error',
          `${taker} requires the field ${wanted.name} on ${topic}, which ${giver} does not have`,
        ),
      ];
    }
    const fits =
      field.type.kind === 'any' || isAssignable({ ...from, type: field.type }, { ...to, type: wanted.type });
    if (!fits) {
      const types = `${notationOf(field.type)} and not ${notationOf(wanted.type)}`;
      return [
        finding(
          'error',
          `${giver} gives the field ${field.name} on ${topic} as ${types}, which ${taker} takes`,
        ),
      ];
    }
    if (field.required || !wanted.required || wanted.default !== undefined) return [];
    return [
      finding(
        'warning',
        `${taker} requires the field ${wanted.name} on ${topic}, which ${giver} may leave out`,
      ),
    ];
  });
}

/** The operation that a field is an input of, and where the contract declares the field. */
function takenBy(
  { operation }: End,
  field: string,
): { readonly operation: string | null; readonly place?: Finder } {
  return operation === null ? { operation } : { operation, place: fieldPlace(operation, 'input', [field]) };
}
