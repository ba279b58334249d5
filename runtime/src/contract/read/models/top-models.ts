import type { Field, ModelReference } from '../../model.ts';
import { formatPath } from '../../yaml/format-path.ts';
import { readFields } from '../types/index.ts';
import {
  at,
  firstPlace,
  forPeople,
  has,
  isAbsent,
  isMapping,
  peek,
  warn,
  type Place,
  idle,
  words,
} from '../values/index.ts';
import { readModel } from './model-reference.ts';

/** What the top level of a contract says of one direction; operations without models of their own take it. */
export interface TopModels {
  readonly fields: readonly Field[] | null;
  /** The model that is named there; null: none. */
  readonly model: ModelReference | null;
}

/**
 * The fields of `inputs`, otherwise `input`, otherwise `input_state`, otherwise `input_model`; and the model of
 * `input_model`, otherwise that of the only `handler`. The same for outputs.
 */
export function readTopModels(root: Place, side: 'input' | 'output'): TopModels {
  const modelPlace = at(root, `${side}_model`);
  const handler = at(root, 'handler');
  const ofHandler = isMapping(handler.value) ? at(handler, `${side}_model`) : null;
  const inline = at(root, side);
  const inlineModel =
    isMapping(inline.value) && typeof peek(inline, 'model') === 'string' && !has(inline, 'type')
      ? describedModel(inline)
      : null;
  const listed = firstPlace(
    [root, `${side}s`],
    ...(inlineModel === null && typeof inline.value !== 'string' ? [[root, side] as const] : []),
  );
  return {
    fields:
      (listed === null ? null : readFields(listed)) ??
      stateFields(at(root, `${side}_state`)) ??
      modelFields(modelPlace),
    model: firstModel([
      [modelPlace, readModel(modelPlace)],
      [inline, inlineModel ?? (typeof inline.value === 'string' ? readModel(inline) : null)],
      ...(ofHandler === null ? [] : [[ofHandler, readModel(ofHandler)] as const]),
    ]),
  };
}

/** The first model that a place names; another one with another name is reported. */
function firstModel(named: readonly (readonly [Place, ModelReference | null])[]): ModelReference | null {
  const [first, ...others] = named.flatMap(([place, model]) => (model === null ? [] : [{ place, model }]));
  for (const { place, model } of others)
    if (model.name !== first?.model.name)
      warn(place, `has no effect beside ${formatPath(first?.place.path ?? [])}`, 'key');
  return first?.model ?? null;
}

function describedModel(place: Place): ModelReference | null {
  forPeople(place, 'description', 'version');
  return readModel(at(place, 'model'));
}

/** `input_model: {name, fields}` or `{name, properties}`. */
function modelFields(place: Place): readonly Field[] | null {
  if (!isMapping(place.value)) return null;
  const fields = peek(place, 'fields');
  if (fields !== undefined && fields !== null) return readFields(at(place, 'fields'));
  return isAbsent(at(place, 'properties')) ? null : readFields({ ...place, value: schemaIn(place.value) });
}

/** The schema in a model that has a name too. */
function schemaIn(value: Record<string, unknown>): unknown {
  const keys = Object.entries(value).filter(([key]) => !['name', 'module', 'description'].includes(key));
  return { type: 'object', ...Object.fromEntries(keys) };
}

/**
 * `input_state` and `output_state`: `{object_type, required: [names], optional: [names], properties: {name: type}}`.
 * A name without a property is a field of any type; null when the contract names no field.
 */
function stateFields(place: Place): readonly Field[] | null {
  if (isAbsent(place) || !isMapping(place.value)) return readFields(place);
  forPeople(place, 'version', 'description', 'title');
  at(place, 'object_type');
  idle(place, 'a model accepts unknown fields', 'additional_properties');
  const required = at(place, 'required');
  const names = Array.isArray(required.value) ? words(required) : [];
  const typed = readFields(at(place, 'properties')) ?? [];
  const known = new Set(typed.map(({ name }) => name));
  const named = [...names, ...words(at(place, 'optional'))].filter((name) => !known.has(name));
  const plain = [...new Set(named)].map((name): Field => {
    return { name, type: { kind: 'any' }, required: false, description: null };
  });
  const fields = [...typed, ...plain].map((field) =>
    names.includes(field.name) ? { ...field, required: true } : field,
  );
  return fields.length === 0 ? null : fields;
}
