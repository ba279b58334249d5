import { readFileSync } from 'node:fs';
import type { ZodObject, ZodType } from 'zod';
import { parseYaml, quote, type KeyPath, type YamlSource } from '../contract/index.ts';
import { OPTIONS, type SettingOption } from './options.ts';
import { UsageError } from './usage-error.ts';

/** Where the config file keeps the runtime's own settings; every other key is the node's. */
const SECTION = 'runtime';

export interface ConfigFile {
  /** The `runtime` section, unparsed, with what says where each value stands. */
  readonly settings: ReadonlyMap<SettingOption, { readonly value: unknown; readonly where: string }>;
  /** The node's configuration, as its model parsed it. */
  readonly config: unknown;
}

/**
 * Reads YAML or JSON (which is YAML).
 * @throws UsageError with file, line and key for the first fault: not readable, not YAML, an unknown key, a value
 *   that the node's config model refuses.
 */
export function readConfigFile(file: string, model: ZodType | null): ConfigFile {
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
  return { settings: readSection(runtime, at), config: parseConfig(own, model, at) };
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

type At = (path: KeyPath, part?: 'key' | 'value') => string;

function readSection(section: unknown, at: At): ConfigFile['settings'] {
  const found = new Map<SettingOption, { readonly value: unknown; readonly where: string }>();
  if (section === undefined || section === null) return found;
  if (!isMapping(section)) throw new UsageError(`${at([SECTION])}: ${SECTION}: expected a mapping.`);
  for (const [key, value] of Object.entries(section)) {
    const option = OPTIONS.find((candidate) => candidate.key === key);
    if (option === undefined) {
      const known = OPTIONS.map((candidate) => candidate.key).join(', ');
      throw new UsageError(
        `${at([SECTION, key], 'key')}: unknown key ${SECTION}.${quote(key)}; known are ${known}.`,
      );
    }
    found.set(option, { value, where: `${at([SECTION, key])}: ${SECTION}.${key}` });
  }
  return found;
}

/** The node's configuration. `at` is null when there is no file, and the model's defaults must do. */
export function parseConfig(own: object, model: ZodType | null, at: At | null): unknown {
  const shape = (model as ZodObject | null)?.shape as Readonly<Record<string, unknown>> | undefined;
  const known = model === null ? [] : shape && Object.keys(shape);
  const unknown = known && Object.keys(own).find((key) => !known.includes(key));
  if (unknown !== undefined) {
    const may = [...(known ?? []), SECTION].join(', ');
    throw new UsageError(`${at?.([unknown], 'key')}: unknown key ${quote(unknown)}; known are ${may}.`);
  }
  if (model === null) return own;
  const parsed = model.safeParse(own);
  if (parsed.success) return parsed.data;
  // A misspelt key is both unknown and missing under its right name: the first says what to mend.
  const { issues } = parsed.error;
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
  const path = (issue?.path ?? []).filter((key) => typeof key !== 'symbol');
  const stranger = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  if (stranger !== undefined && at !== null) {
    throw new UsageError(
      `${at([...path, stranger], 'key')}: unknown key ${quote([...path, stranger].join('.'))}.`,
    );
  }
  const name = path.join('.');
  if (at === null) {
    throw new UsageError(
      `The node's configuration lacks ${name || 'a value'}: ${issue?.message}; give it with --config FILE.`,
    );
  }
  throw new UsageError(`${at(path)}: ${name}: ${issue?.message}.`);
}

function isMapping(value: YamlSource['value']): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
