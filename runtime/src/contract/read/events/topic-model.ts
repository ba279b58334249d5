import { quote } from 'onex-cli-kit';
import type { Field, ModelReference } from '../../model.ts';
import { isJsonSchema, readFields } from '../types/index.ts';
import { readModel } from '../models/index.ts';
import {
  at,
  firstOf,
  has,
  isAbsent,
  isMapping,
  peek,
  warn,
  whole,
  type Log,
  type Place,
} from '../values/index.ts';

/** Keys beside a topic that name the model of its payload, the most specific first. */
const KEYS = ['event_model', 'payload_model', 'model', 'payload_schema', 'schema_ref', 'schema'] as const;

/** What an entry says about the payload of its topic. */
export interface TopicPayload {
  readonly model?: ModelReference;
  /** Fields that are written beside the topic. */
  readonly fields?: readonly Field[];
}

/**
 * The payload of a topic: a class (`demo.models.ModelX`, `{name, module}`), a schema of a file (`{$ref: order.json}`,
 * `order.json`), or a JSON Schema in place.
 */
export function readTopicPayload(entry: Place): TopicPayload {
  const place = firstOf(entry, ...KEYS);
  const { value } = place;
  if (isAbsent(place)) return {};
  if (isMapping(value)) {
    if (isJsonSchema(value)) return fieldsOf(place);
    if (typeof peek(place, '$ref') === 'string')
      return modelOf(place, referenced(String(at(place, '$ref').value)));
    if (['name', 'class_name', 'class'].some((key) => has(place, key)))
      return modelOf(place, readModel(place));
  }
  if (typeof value === 'string' && value.trim() !== '')
    return modelOf(place, isReference(value) ? referenced(value) : readModel(place));
  warn(
    whole(place),
    'has no effect: it is neither the name of a model nor the JSON Schema of an object',
    'key',
  );
  return {};
}

/** Reports the models beside topics that the contract does not define: their payloads are any object. */
export function reportOpenModels(
  { topicModels }: Log,
  definitions: Readonly<Record<string, readonly Field[]>>,
): void {
  for (const { place, model } of topicModels) {
    const open = (model.members ?? [model.name]).filter((name) => !Object.hasOwn(definitions, name));
    if (open.length === 0) continue;
    const names = open.map((name) => quote(name)).join(', ');
    warn(
      place,
      `the contract does not define ${names}, so any object is accepted; write it under definitions, or give it with --models`,
      'key',
    );
  }
}

function fieldsOf(place: Place): TopicPayload {
  const fields = readFields(place);
  return fields === null ? {} : { fields };
}

function modelOf(place: Place, model: ModelReference | null): TopicPayload {
  if (model === null) return {};
  place.log.topicModels.push({ place, model });
  return { model };
}

/** `order.json`, `schemas.yaml#/definitions/Order`, or `#/definitions/Order`. */
function isReference(text: string): boolean {
  return text.startsWith('#/') || /\.(?:ya?ml|json)(?:#|$)/i.test(text);
}

/** A model by the end of its reference, as the other readers of references call it. */
function referenced(reference: string): ModelReference | null {
  const name = reference
    .split('/')
    .at(-1)
    ?.replace(/\.(?:ya?ml|json)$/i, '');
  return name ? { name, module: null, description: null } : null;
}
