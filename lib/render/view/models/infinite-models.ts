import { endingOrder, fieldsOf, type Definitions } from 'onex-runtime/contract';

/** Models of which no value ever ends, since each needs another of its kind. */
export function infiniteModels(names: Iterable<string>, definitions: Definitions): ReadonlySet<string> {
  const all = [...names].filter((name) => fieldsOf(name, definitions) !== null);
  const order = endingOrder(all, definitions, (field) => field.required && field.default === undefined);
  return new Set(all.filter((name) => !order.has(name)));
}
