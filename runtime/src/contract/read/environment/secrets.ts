import type { ConfigSetting } from '../../model.ts';
import {
  at,
  entries,
  firstOf,
  has,
  isAbsent,
  isMapping,
  items,
  warn,
  whole,
  type Place,
  flag,
  prose,
  word,
} from '../values/index.ts';
import { variableOf } from './variable.ts';

/**
 * `secrets`: settings whose values are never logged or shown, as a list of names or a mapping by name of
 * `{description, required, env_var}`. A secret is required unless the contract says otherwise.
 */
export function readSecrets(root: Place): readonly ConfigSetting[] {
  const place = at(root, 'secrets');
  if (isMapping(place.value)) return entries(place).map(([name, item]) => secret(name, item));
  return items(place).flatMap((item) => {
    const name = word(isMapping(item.value) ? firstOf(item, 'name', 'key') : item);
    return name === null ? [] : [secret(name, item)];
  });
}

function secret(name: string, item: Place): ConfigSetting {
  const described = isMapping(item.value);
  const variable = described ? word(firstOf(item, 'env_var', 'environment_variable', 'env')) : null;
  const value = described ? (has(item, 'default') ? at(item, 'default') : null) : valueOf(name, item);
  if (value !== null) warn(whole(value), 'is not read: a contract must not contain the value of a secret');
  return {
    name,
    description: described ? prose(at(item, 'description')) : null,
    type: { kind: 'string' },
    environmentVariable: variable ?? variableOf(name),
    required: described ? flag(at(item, 'required'), true) : true,
    secret: true,
  };
}

/** A text under the name of a secret is its value; in a list it is the name itself. */
function valueOf(name: string, item: Place): Place | null {
  return isAbsent(item) || item.value === name || typeof item.path.at(-1) === 'number' ? null : item;
}
