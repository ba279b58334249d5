import { quote } from 'onex-cli-kit';
import type { ConfigSetting, EnvironmentVariable, FieldType, NodeKind } from '../../model.ts';
import { SIMPLE } from '../../types/names/index.ts';
import {
  refuseObjectKey,
  isJson,
  at,
  describe,
  entries,
  firstOf,
  forPeople,
  has,
  idle,
  isAbsent,
  isMapping,
  items,
  peek,
  warn,
  whole,
  type Place,
  flag,
  prose,
  word,
} from '../values/index.ts';
import { meantKey } from '../../findings/near.ts';
import { schemaType, SCHEMA_KEYS } from '../types/index.ts';
import { readConfigFields, readSecrets } from './index.ts';
import { isVariableName } from './variable.ts';

/** What describes a setting, where its value is not the default itself. */
const SETTING_KEYS: readonly string[] = ['default', 'description', 'env_var', 'required', 'type'];

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
  const others = at(root, 'config_dependencies');
  const named = isReadable(dependencies, isMapping(dependencies.value)) ? entries(dependencies) : [];
  const found = [
    ...named.flatMap(([name, item]) => variable(name, item)),
    ...[listed, others]
      .flatMap(listOf)
      .flatMap((item) =>
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

function listOf(place: Place): readonly Place[] {
  return isReadable(place, Array.isArray(place.value)) ? items(place) : [];
}

/** Other tools have keys of these names too: what is of another form is theirs. */
function isReadable(place: Place, hasForm: boolean): boolean {
  if (!hasForm && !isAbsent(place)) {
    warn(whole(place), 'not understood; ignored', 'key');
  }
  return hasForm;
}

function variable(name: string, item: Place): EnvironmentVariable[] {
  if (!isVariable(name, item)) return [];
  if (!isMapping(item.value)) {
    if (typeof item.value !== 'string' && !isAbsent(item)) warn(item, 'not understood; ignored');
    return [{ name, description: typeof item.value === 'string' ? prose(item) : null, required: false }];
  }
  forPeople(item, 'key', 'name');
  idle(item, 'the value comes from the environment', 'default');
  idle(item, 'values of the environment are never shown', 'secret');
  return [{ name, description: prose(at(item, 'description')), required: flag(at(item, 'required'), true) }];
}

function isVariable(name: string, place: Place): boolean {
  if (isVariableName(name)) return true;
  warn(place, `${quote(name)} is not a valid name of an environment variable; ignored`);
  return false;
}

/**
 * Settings of `config`, `config_fields`, and `secrets`. `config`: settings by name, each a default, or `{type, default, description, env_var, required}`. A name in capitals
 * that has neither default nor variable is itself an environment variable. `{name, module}` names a model and is none.
 */
export function readSettings(root: Place, kind: NodeKind): readonly ConfigSetting[] {
  const byName = new Map<string, ConfigSetting>();
  const found = [...configSettings(root, kind), ...readConfigFields(root), ...readSecrets(root)];
  for (const setting of found) if (!byName.has(setting.name)) byName.set(setting.name, setting);
  return [...byName.values()];
}

function configSettings(root: Place, kind: NodeKind): readonly ConfigSetting[] {
  const place = at(root, 'config');
  if (!isReadable(place, isMapping(place.value))) return [];
  const isModel = ['name', 'module'].every((key) => typeof peek(place, key) === 'string');
  if (isModel) forPeople(place, 'name', 'module', 'description');
  return entries(place).flatMap(([name, item]) => {
    if (isModel && ['name', 'module', 'description'].includes(name)) return [];
    const found = settingAt(name, item);
    if (kind === 'effect' && name === 'max_entries') checkCount(found, item);
    return [found];
  });
}

/** What the generated store of an effect reads under its name. */
function checkCount({ default: count }: ConfigSetting, item: Place): void {
  if (count === undefined || (Number.isSafeInteger(count) && Number(count) > 0)) return;
  warn(item, `expected a whole number of at least 1, found ${describe(count)}; 10000 is used`);
}

export function settingAt(name: string, item: Place): ConfigSetting {
  refuseObjectKey(name, item);
  if (name === 'runtime') {
    warn(item, 'has no effect: a config file has the settings of the runtime under this name', 'key');
  }
  return isDescribed(item) ? describedSetting(name, item) : plainSetting(name, whole(item));
}

/** The value is the default itself. */
function plainSetting(name: string, item: Place): ConfigSetting {
  const bare = {
    name,
    description: null,
    type: typeOf(item.value),
    environmentVariable: null,
    required: false,
  };
  if (isAbsent(item)) return bare;
  const value = jsonOf(item);
  return value === undefined ? bare : { ...bare, default: value };
}

function describedSetting(name: string, item: Place): ConfigSetting {
  const given = at(item, 'default');
  const written =
    word(at(item, 'env_var')) ?? (isAbsent(given) && /^[A-Z][A-Z0-9_]+$/.test(name) ? name : null);
  const environmentVariable = written !== null && isVariable(written, item) ? written : null;
  const isTyped = has(item, 'type');
  const inferred: FieldType =
    // What comes from the environment is text, unless the default says better.
    isAbsent(given) && environmentVariable !== null ? { kind: 'string' } : typeOf(given.value);
  const required = flag(at(item, 'required'), false);
  const setting = {
    name,
    description: prose(at(item, 'description')),
    type: isTyped ? schemaType(item, { depth: 1 }) : inferred,
    environmentVariable,
    required: isAbsent(given) && required,
  };
  if (isAbsent(given)) return setting;
  if (required) warn(at(item, 'required'), 'has no effect beside a default', 'key');
  if (!isTyped) {
    const value = jsonOf(whole(given));
    return value === undefined ? setting : { ...setting, default: value };
  }
  const made = { ...setting, default: given.value };
  given.log.defaults.push({ field: made, place: whole(given) });
  return made;
}

/** A value as JSON has it; undefined, with a warning, where JSON has none. */
function jsonOf(item: Place): unknown {
  if (isJson(item.value)) return item.value;
  warn(item, 'has a value that JSON cannot represent; the setting has no default');
  return undefined;
}

/** A mapping that says something of a setting, and no default that happens to be a mapping. */
function isDescribed({ value }: Place): boolean {
  if (!isMapping(value)) return false;
  const keys = Object.keys(value);
  const isKnown = (key: string): boolean => SCHEMA_KEYS.has(key) || SETTING_KEYS.includes(key);
  const says =
    ['description', 'default', 'env_var', 'required'].some((key) => keys.includes(key)) ||
    (typeof value['type'] === 'string' && Object.hasOwn(SIMPLE, value['type']));
  return says && keys.every((key) => isKnown(key) || meantKey(key, SETTING_KEYS) !== null);
}

function typeOf(value: unknown): FieldType {
  if (typeof value === 'string') return { kind: 'string' };
  if (typeof value === 'boolean') return { kind: 'boolean' };
  // YAML says the same of 120 and 120.0.
  if (typeof value === 'number') return { kind: 'number' };
  if (Array.isArray(value)) return { kind: 'array', item: { kind: 'any' } };
  return { kind: isMapping(value) ? 'object' : 'any' };
}
