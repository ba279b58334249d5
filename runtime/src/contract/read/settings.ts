import type { ConfigSetting, EnvironmentVariable, FieldType } from '../model.ts';
import { quote } from '../yaml/quote.ts';
import { refuseObjectKey } from './object-keys.ts';
import { at, entries, expectMapping, firstOf, isAbsent, isMapping, items, warn } from './place.ts';
import type { Place } from './place.ts';
import { prose, word } from './scalars.ts';

const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/;

/** What describes a setting, where its value is not the default itself. */
const SETTING_KEYS = new Set(['default', 'description', 'env_var', 'required', 'type']);
const VARIABLE_KEYS = new Set(['description', 'required', 'default', 'secret', 'key', 'name']);

/**
 * Environment variables that a node needs or heeds: `env_dependencies`, a mapping by name of `{description, required}`,
 * and `environment`, a list of `{key, description, required, secret}`; and those of settings that have no default.
 */
export function readEnvironment(
  root: Place,
  settings: readonly ConfigSetting[],
): readonly EnvironmentVariable[] {
  const dependencies = at(root, 'env_dependencies');
  const listed = at(root, 'environment');
  const named = isReadable(dependencies, isMapping(dependencies.value)) ? entries(dependencies) : [];
  const found = [
    ...named.flatMap(([name, item]) => variable(name, item)),
    ...(isReadable(listed, Array.isArray(listed.value)) ? items(listed) : []).flatMap((item) =>
      isMapping(item.value) ? variable(word(firstOf(item, 'key', 'name')) ?? '', item) : [],
    ),
    ...settings.flatMap(({ environmentVariable: name, description, required }) =>
      name === null ? [] : [{ name, description, required }],
    ),
  ];
  const byName = new Map<string, EnvironmentVariable>();
  for (const one of found) {
    const known = byName.get(one.name);
    byName.set(one.name, known?.required === true ? known : { ...known, ...one });
  }
  return [...byName.values()];
}

/** Other tools have keys of these names too: what is of another form is theirs. */
function isReadable(place: Place, hasForm: boolean): boolean {
  if (!hasForm && !isAbsent(place)) warn(place, 'not understood; kept as it is, without effect', 'key');
  return hasForm;
}

function variable(name: string, item: Place): EnvironmentVariable[] {
  if (!isVariable(name, item)) return [];
  if (!isMapping(item.value)) return [{ name, description: null, required: false }];
  expectMapping(item, VARIABLE_KEYS);
  return [
    { name, description: prose(at(item, 'description')), required: at(item, 'required').value !== false },
  ];
}

function isVariable(name: string, place: Place): boolean {
  if (VARIABLE.test(name)) return true;
  warn(place, `${quote(name)} can be no environment variable; kept as it is, without effect`);
  return false;
}

/**
 * `config`: settings by name, each a default, or `{description, default, env_var, required}`. A name in capitals that
 * has neither default nor variable is itself an environment variable. `{name, module}` names a model and is none.
 */
export function readSettings(root: Place): readonly ConfigSetting[] {
  const place = at(root, 'config');
  if (!isReadable(place, isMapping(place.value))) return [];
  const isModel = [at(place, 'name'), at(place, 'module')].every(({ value }) => typeof value === 'string');
  return entries(place).flatMap(([name, item]) =>
    isModel && ['name', 'module', 'description'].includes(name) ? [] : [setting(name, item)],
  );
}

function setting(name: string, item: Place): ConfigSetting {
  refuseObjectKey(name, item);
  if (!isDescribed(item)) {
    const { value } = item;
    return {
      name,
      description: null,
      type: typeOf(value),
      environmentVariable: null,
      required: false,
      ...(isAbsent(item) ? {} : { default: value }),
    };
  }
  const given = at(item, 'default');
  const written =
    word(at(item, 'env_var')) ?? (isAbsent(given) && /^[A-Z][A-Z0-9_]+$/.test(name) ? name : null);
  const environmentVariable = written !== null && isVariable(written, item) ? written : null;
  return {
    name,
    description: prose(at(item, 'description')),
    // What comes from the environment is text, unless the default says better.
    type: isAbsent(given) && environmentVariable !== null ? { kind: 'string' } : typeOf(given.value),
    environmentVariable,
    required: isAbsent(given) && at(item, 'required').value === true,
    ...(isAbsent(given) ? {} : { default: given.value }),
  };
}

function isDescribed({ value }: Place): boolean {
  if (!isMapping(value)) return false;
  const keys = Object.keys(value);
  return keys.includes('description') && keys.every((key) => SETTING_KEYS.has(key));
}

function typeOf(value: unknown): FieldType {
  if (typeof value === 'string') return { kind: 'string' };
  if (typeof value === 'boolean') return { kind: 'boolean' };
  // YAML says the same of 120 and 120.0.
  if (typeof value === 'number') return { kind: 'number' };
  if (Array.isArray(value)) return { kind: 'array', item: { kind: 'any' } };
  return { kind: isMapping(value) ? 'object' : 'any' };
}
