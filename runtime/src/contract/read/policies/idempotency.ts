import { quote } from 'onex-cli-kit';
import type { Idempotency } from '../../model.ts';
import {
  at,
  entries,
  expectMapping,
  firstOf,
  forPeople,
  has,
  idle,
  shownOnly,
  isMapping,
  warn,
  type Place,
  flag,
  words,
} from '../values/index.ts';

const KEY_FIELDS = ['hash_fields', 'key_fields', 'key_field', 'keys', 'key', 'tracking_fields'] as const;
const FIELD = /^[A-Za-z_][\w.-]*$/;
const BY_ENVELOPE = 'without fields, a message is identified by its envelope_id';

/** Names of fields in a list, or in a mapping of lists, which count together: `{primary: [order_id], secondary: [customer]}`. */
function keyFields(place: Place): readonly string[] {
  const names = isMapping(place.value) ? entries(place).flatMap(([, item]) => words(item)) : words(place);
  const formula = names.find((name) => !FIELD.test(name));
  if (formula === undefined) return [...new Set(names)];
  warn(place, `${quote(formula)} is not a field, so a message is identified by its envelope_id`);
  return [];
}

/** `idempotency`: the fields that identify a message. `descriptor.idempotent` alone names no field. */
export function readIdempotency(root: Place): Idempotency | null {
  const place = at(root, 'idempotency');
  if (expectMapping(place)) {
    forPeople(place, 'version', 'description');
    idle(
      place,
      'a message is identified by the named fields, or by its envelope_id when they are absent',
      'strategy',
      'derivation',
      'cases',
    );
    idle(place, 'answers are stored with the state of the node', 'storage');
    idle(
      place,
      'a message that lacks one of the fields is always identified by its envelope_id',
      'fallback_to_event_id',
    );
    if (has(root, 'descriptor') && has(at(root, 'descriptor'), 'idempotent')) {
      at(root, 'descriptor').trace.beside.set('idempotent', 'idempotency');
    }
    const hashFields = keyFields(firstOf(place, ...KEY_FIELDS));
    const enabled = flag(at(place, 'enabled'), true);
    if (hashFields.length === 0) shownOnly(place, BY_ENVELOPE, 'enabled');
    return { enabled, hashFields };
  }
  const described = at(at(root, 'descriptor'), 'idempotent');
  shownOnly(at(root, 'descriptor'), 'a message is identified by its envelope_id', 'idempotent');
  return described.value === undefined ? null : { enabled: flag(described, false), hashFields: [] };
}
