import type { Field } from '../model.ts';
import { isAssignable } from '../types/assignable.ts';
import { notationOf } from '../types/notation.ts';
import { about } from './about.ts';
import type { End, Links } from './links.ts';
import type { GraphFinding } from './types.ts';

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
  return consumer.fields.flatMap((wanted: Field) => {
    const field = given.get(wanted.name);
    const nodes = [producer.node, consumer.node];
    if (field === undefined) {
      if (!wanted.required || wanted.default !== undefined) return [];
      const message = `${taker} requires the field ${wanted.name} on ${topic}, which ${giver} does not give`;
      return [about('error', 'field', topic, nodes, message)];
    }
    const fits =
      field.type.kind === 'any' || isAssignable({ ...from, type: field.type }, { ...to, type: wanted.type });
    if (!fits) {
      const types = `${notationOf(field.type)} and not ${notationOf(wanted.type)}`;
      const message = `${giver} gives the field ${field.name} on ${topic} as ${types}, which ${taker} takes`;
      return [about('error', 'field', topic, nodes, message)];
    }
    if (field.required || !wanted.required || wanted.default !== undefined) return [];
    const message = `${taker} requires the field ${wanted.name} on ${topic}, which ${giver} may leave out`;
    return [about('warning', 'field', topic, nodes, message)];
  });
}
