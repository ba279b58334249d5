import { CAPABILITY_FLAGS } from '../../capability-flags.ts';
import type { Capability, Dependency, FeatureFlag, IntentDeclaration } from '../../model.ts';
import { readModel } from '../models/index.ts';
import { snakeOfClass } from './class-names.ts';
import {
  jsonValue,
  refuseObjectKey,
  at,
  entries,
  error,
  expectMapping,
  firstOf,
  firstPlace,
  forPeople,
  has,
  shownOnly,
  isAbsent,
  isMapping,
  items,
  whole,
  type Place,
  flag,
  prose,
  toBoolean,
  word,
  words,
} from '../values/index.ts';

/** `capabilities`: names, or `{name, description, version}`; a mapping of names counts those that are not false. */
export function readCapabilities(root: Place): readonly Capability[] {
  const place = at(root, 'capabilities');
  if (isMapping(place.value)) {
    return entries(place).flatMap(([name, item]) => {
      if (!isMapping(item.value)) return toBoolean(item.value) === false ? [] : [{ name, description: null }];
      return [{ name, description: describe(item) }];
    });
  }
  return items(place).flatMap((item) => named(item, ({ name }) => ({ name, description: describe(item) })));
}

const FLAGS: ReadonlySet<string> = new Set(CAPABILITY_FLAGS);

/** `node_capabilities`, as it goes into the introspection event; the known booleans are made booleans. */
export function readDeclaredCapabilities(root: Place): Readonly<Record<string, unknown>> {
  const place = at(root, 'node_capabilities');
  if (!expectMapping(place)) return {};
  const declared = Object.entries(jsonValue(place) as Record<string, unknown>);
  return Object.fromEntries(
    declared.map(([key, value]) => [key, FLAGS.has(key) ? flag(at(place, key), false) : value]),
  );
}

/** `feature_flags`: a list of `{name, description, env_var, default}`, or a mapping by name. */
export function readFeatureFlags(root: Place): readonly FeatureFlag[] {
  const place = at(root, 'feature_flags');
  if (isMapping(place.value)) return entries(place).map(([name, item]) => featureFlag(name, item));
  return items(place).flatMap((item) => named(item, ({ name }) => featureFlag(name, item)));
}

function featureFlag(name: string, item: Place): FeatureFlag {
  refuseObjectKey(name, item);
  // The setting of a flag is called by its words.
  refuseObjectKey(snakeOfClass(name, ''), item);
  if (!isMapping(item.value)) {
    const value = typeof item.value === 'string' && item.value === name ? false : flag(item, false);
    return { name, description: null, environmentVariable: null, default: value };
  }
  return {
    name,
    description: describe(item),
    environmentVariable: word(firstOf(item, 'env_var', 'environment_variable', 'env')),
    default: flag(firstOf(item, 'default', 'default_value', 'enabled'), false),
  };
}

/** `dependencies`: names, or `{name, type, module, required, description}`; also lists of them by type. */
export function readDependencies(root: Place): readonly Dependency[] {
  const place = at(root, 'dependencies');
  const grouped: readonly (readonly [string | null, Place])[] = isMapping(place.value)
    ? entries(place).flatMap(([key, item]) => groupOf(key, item))
    : items(place).map((item) => [null, item] as const);
  const all = grouped.flatMap(([group, item]) =>
    named(item, ({ name }): Dependency => {
      const plain = !isMapping(item.value);
      if (!plain) forPeople(item, 'notes', 'reason', 'title');
      return {
        name,
        type: plain ? singular(group) : (word(firstOf(item, 'type', 'dependency_type')) ?? singular(group)),
        module: plain ? null : word(at(item, 'module')),
        required: plain || isRequired(item),
        description: describe(item),
      };
    }),
  );
  return all.map((dependency) =>
    isPythonImport(dependency) ? { ...dependency, pythonImport: true as const } : dependency,
  );
}

/** Dependencies that a Python file imports, and Python's own container: nothing in this runtime resolves them. */
const PYTHON_IMPORTS = new Set(['package', 'library', 'mixin', 'model', 'utility', 'module', 'enum']);

function isPythonImport({ name, type }: Dependency): boolean {
  return [name, type].includes('ModelONEXContainer') || PYTHON_IMPORTS.has(type?.toLowerCase() ?? '');
}

/** `packages: […]` lists dependencies of type package, and `libraries` those of type library. */
function singular(group: string | null): string | null {
  return group === null ? null : group.replace(/ies$/, 'y').replace(/s$/, '');
}

function isRequired(item: Place): boolean {
  if (has(item, 'required')) return flag(firstOf(item, 'required', 'optional'), true);
  return !flag(at(item, 'optional'), false);
}

/** A key of `dependencies` as a mapping is a type when a list is under it, otherwise a name. */
function groupOf(key: string, item: Place): (readonly [string | null, Place])[] {
  return Array.isArray(item.value) ? items(item).map((each) => [key, each] as const) : [[null, item]];
}

/** `intent_emission.intents` of a reducer. */
export function readIntents(root: Place): readonly IntentDeclaration[] {
  const place = at(root, 'intent_emission');
  if (!expectMapping(place)) return [];
  forPeople(place, 'version', 'description');
  if (!flag(at(place, 'enabled'), true)) {
    whole(at(place, 'intents'));
    return [];
  }
  return items(at(place, 'intents')).flatMap((item) => {
    const type = isMapping(item.value) ? word(firstOf(item, 'intent_type', 'name', 'type')) : word(item);
    if (type === null) return [];
    const model = word(at(item, 'payload_model'));
    return [
      {
        type,
        payloadModel:
          model === null
            ? null
            : { name: model, module: word(at(item, 'payload_module')), description: null },
        targetPattern: word(at(item, 'target_pattern')),
        description: describe(item),
      },
    ];
  });
}

export function readStateModel(root: Place): ReturnType<typeof readModel> {
  shownOnly(root, 'the model of the data is made from the state machine', 'state_model');
  return readModel(at(root, 'state_model'));
}

/** `tags`, else `metadata.tags`. */
export function readTags(root: Place): readonly string[] {
  const place = firstPlace([root, 'tags'], [at(root, 'metadata'), 'tags']);
  return place === null ? [] : words(place);
}

function describe(item: Place): string | null {
  return isMapping(item.value) ? prose(at(item, 'description')) : null;
}

/** The name of an item that is a text or a mapping with `name`; a mapping item under a key has that key's name. */
function named<T>(item: Place, make: (found: { name: string }) => T): T[] {
  if (!isMapping(item.value)) {
    const name = word(item);
    return name === null ? [] : [make({ name })];
  }
  // Where Python finds the code, and in which version.
  forPeople(item, 'version', 'class_name', 'function', 'library', 'package');
  const place = at(item, 'name');
  const key = item.path.at(-1);
  const name = isAbsent(place) && typeof key === 'string' ? key : word(place);
  if (name === null || name === '') {
    if (isAbsent(place)) error(item, 'name is missing');
    return [];
  }
  return [make({ name })];
}
