import { lstatSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { nearest, quote, suggestion } from 'onex-cli-kit';
import type { ZodType } from 'zod';
import { parseYaml, type KeyPath, type YamlSource } from '../../contract/index.ts';
import { keysOf, type EnvironmentValue } from './own-settings.ts';
import {
  OPTIONS,
  UsageError,
  type SettingOption,
  type SettingSources,
  type SourceValue,
} from '../../settings/index.ts';

/** Section of the config file with the runtime's own settings. Every other key belongs to the node. */
const SECTION = 'runtime';

export interface ConfigFile {
  /** The unparsed `runtime` section, with the place of each value. */
  readonly settings: SettingSources['file'];
  /** The node's configuration, as its model parsed it. */
  readonly config: unknown;
}

/**
 * Reads YAML or JSON (which is YAML).
 * @throws UsageError with file, line, and key for the first fault: unreadable file, invalid YAML, an unknown key, or a
 * value that the node's config model rejects.
 * @param values values of the node's configuration from the environment; they have precedence
 * @param check called with the keys that the file gives, before the model sees them
 */
export function readConfigFile(
  file: string,
  model: ZodType | null,
  values: EnvironmentValues = new Map(),
  check: (keys: readonly string[]) => void = () => {},
): ConfigFile {
  const { own, settings, at } = openConfigFile(file);
  refuseUnknownKeys(own, model, at);
  check(Object.keys(own).filter((key) => own[key] !== null && own[key] !== undefined));
  return { settings, config: parseConfig(own, model, at, values) };
}

/**
 * The content of a config file, before the node's model reads it.
 * @throws UsageError with file, line and key if it cannot be read, is not YAML, or has an unknown key for the runtime
 */
export function openConfigFile(file: string): {
  readonly own: Readonly<Record<string, unknown>>;
  readonly settings: ConfigFile['settings'];
  /** `file:line:column` of a key. */
  readonly at: At;
} {
  const source = parseYaml(readText(file));
  const at = (path: KeyPath, part: 'key' | 'value' = 'value'): string => {
    const { line, column } = source.positionOf(path, part);
    return `${file}:${line}:${column}`;
  };
  const fault = source.issues.find(({ severity }) => severity === 'error');
  if (fault !== undefined) {
    const { line, column } = fault.position;
    throw new UsageError(`${file}:${line}:${column}: ${fault.message}`);
  }
  if (!isMapping(source.value)) throw new UsageError(`${at([])}: expected a mapping of settings.`);
  const { [SECTION]: runtime, ...own } = source.value;
  return { own, settings: readSection(runtime, at), at };
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`;
    throw new UsageError(`--config: ${file} ${why}.`);
  }
}

/** The paths at which a node can have its config file in a folder of config files, in order of precedence. */
export function configFilesOf(folder: string, node: string): readonly string[] {
  return ['.yaml', '.yml', '.json'].map((extension) => path.join(folder, `${node}${extension}`));
}

/**
 * The config file of a node in a folder of config files; `null` if there is none. A dangling link counts as one,
 * because a node must not start without the intended configuration.
 */
export function configFileOf(folder: string | null, node: string): string | null {
  return folder === null ? null : (configFilesOf(folder, node).find(isThere) ?? null);
}

function isThere(file: string): boolean {
  try {
    lstatSync(file);
    return true;
  } catch {
    return false;
  }
}

type At = (path: KeyPath, part?: 'key' | 'value') => string;

function readSection(section: unknown, at: At): ConfigFile['settings'] {
  const found = new Map<SettingOption, SourceValue>();
  if (section === undefined || section === null) return found;
  if (!isMapping(section)) throw new UsageError(`${at([SECTION])}: ${SECTION}: expected a mapping.`);
  for (const [key, value] of Object.entries(section)) {
    const option = OPTIONS.find((candidate) => candidate.key === key);
    if (option === undefined) {
      const known = OPTIONS.map((candidate) => candidate.key);
      const hint = suggestion(nearest(key, known));
      throw new UsageError(
        `${at([SECTION, key], 'key')}: unknown key ${SECTION}.${quote(key)}; known keys: ${known.join(', ')}.${hint}`,
      );
    }
    found.set(option, { value, where: `${at([SECTION, key])}: ${SECTION}.${key}` });
  }
  return found;
}

function refuseUnknownKeys(own: object, model: ZodType | null, at: At): void {
  const known = model === null ? [] : keysOf(model);
  const unknown = known && Object.keys(own).find((key) => !known.includes(key));
  if (unknown === null || unknown === undefined) return;
  const may = [...(known ?? []), SECTION].join(', ');
  throw new UsageError(`${at([unknown], 'key')}: unknown key ${quote(unknown)}; known keys: ${may}.`);
}

type EnvironmentValues = ReadonlyMap<string, EnvironmentValue>;

/**
 * The node's configuration: the values of the environment over those of the file.
 * @param at the place of a key in the file; `null` if there is no file
 */
export function parseConfig(
  own: object,
  model: ZodType | null,
  at: At | null,
  values: EnvironmentValues = new Map(),
): unknown {
  if (model === null) return own;
  const given = Object.fromEntries([...values].map(([key, { value }]) => [key, value]));
  const parsed = model.safeParse({ ...own, ...given });
  if (parsed.success) return parsed.data;
  // A misspelled key is both unknown and missing under its correct name. The first error states what to fix.
  const { issues } = parsed.error;
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
  const path = (issue?.path ?? []).filter((key) => typeof key !== 'symbol');
  const stranger = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const name = path.join('.');
  const where = values.get(String(path[0]))?.where;
  if (where !== undefined) throw new UsageError(`${where}: ${name}: ${issue?.message}.`);
  if (stranger !== undefined && at !== null) {
    throw new UsageError(
      `${at([...path, stranger], 'key')}: unknown key ${quote([...path, stranger].join('.'))}.`,
    );
  }
  if (at === null) {
    throw new UsageError(
      `The node's configuration lacks ${name || 'a value'}: ${issue?.message}; set it with --config FILE.`,
    );
  }
  throw new UsageError(`${at(path)}: ${name}: ${issue?.message}.`);
}

function isMapping(value: YamlSource['value']): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
