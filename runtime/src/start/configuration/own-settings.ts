import path from 'node:path';
import type { ZodObject, ZodType } from 'zod';
import type { ConfigSetting, Contract } from '../../contract/index.ts';
import { missingVariables } from './environment-variables.ts';
import { UsageError, type Environment } from '../../settings/index.ts';

/** A value of the node's own configuration from the environment, and the place of the variable. */
export interface EnvironmentValue {
  readonly value: unknown;
  readonly where: string;
}

/** Keys of a config model; `null` if it is not an object, or there is none, because its keys are then unknown. */
export function keysOf(model: ZodType | null): readonly string[] | null {
  const shape = (model as ZodObject | null)?.shape as Readonly<Record<string, unknown>> | undefined;
  return shape === undefined ? null : Object.keys(shape);
}

/** A key of a node's own configuration, and its environment variable, if it has one. */
export interface OwnSetting {
  readonly key: string;
  readonly variable: string | null;
  readonly kind: string;
  readonly default: unknown;
}

/**
 * The settings and feature flags of a contract.
 * @param keys the keys of the config model, which has its own spelling of flags; `null` if they are unknown
 */
export function ownSettings(
  { settings, featureFlags }: Contract,
  keys: readonly string[] | null,
): OwnSetting[] {
  const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z\d]/g, '');
  const keyOf = (name: string): string | undefined =>
    keys === null ? name : keys.find((key) => plain(key) === plain(name));
  const own = settings.map(({ name, environmentVariable: variable, type: { kind }, default: byDefault }) => ({
    key: keys === null || keys.includes(name) ? name : undefined,
    variable,
    kind,
    default: byDefault,
  }));
  const flags = featureFlags.map(({ name, environmentVariable: variable, default: byDefault }) => ({
    key: keyOf(name),
    variable,
    kind: 'boolean',
    default: byDefault,
  }));
  return [...own, ...flags].flatMap(({ key, ...setting }) =>
    key === undefined ? [] : [{ key, ...setting }],
  );
}

/**
 * Values of the node's own configuration from the environment, by key. They have precedence over the config file. An
 * empty variable counts as not set.
 */
export function fromEnvironment(
  contract: Contract,
  model: ZodType | null,
  environment: Environment,
  placeOf: (variable: string) => string = (variable) => variable,
): ReadonlyMap<string, EnvironmentValue> {
  const found = new Map<string, EnvironmentValue>();
  for (const { key, variable, kind } of ownSettings(contract, keysOf(model) ?? [])) {
    if (variable === null) continue;
    const text = Object.hasOwn(environment, variable) ? environment[variable] : undefined;
    if (text !== undefined && text.trim() !== '')
      found.set(key, { value: valueOf(text, kind), where: placeOf(variable) });
  }
  return found;
}

const YES = new Set(['true', '1', 'yes', 'on', 'y', 'enabled']);
const NO = new Set(['false', '0', 'no', 'off', 'n', 'disabled']);

/**
 * Converts a text of the environment to the value that a config file would hold. A malformed text stays text, for the
 * model to reject.
 */
function valueOf(text: string, kind: string): unknown {
  const trimmed = text.trim();
  if (kind === 'boolean') {
    const word = trimmed.toLowerCase();
    return YES.has(word) || (NO.has(word) ? false : text);
  }
  if (['number', 'integer'].includes(kind)) return Number.isNaN(Number(trimmed)) ? text : Number(trimmed);
  if (/^[[{]/.test(trimmed) && kind !== 'string') {
    try {
      return JSON.parse(trimmed) as unknown;
    } catch {
      return text;
    }
  }
  return kind === 'array' ? trimmed.split(',').map((item) => item.trim()) : text;
}

/**
 * Settings that the contract requires and that have no value: what to set, and where.
 * @param given keys that the environment or the config file sets
 */
function missingSettings({ settings }: Contract, given: ReadonlySet<string>): readonly ConfigSetting[] {
  return settings.filter(
    ({ name, required, default: byDefault }) => required && byDefault === undefined && !given.has(name),
  );
}

export interface Requirement {
  readonly contract: Contract;
  /** Keys of the node's own configuration that have a value. */
  readonly given: ReadonlySet<string>;
  readonly environment: Environment;
  /** The config file; `null` if none was named. */
  readonly file: string | null;
  /** The contract's file. */
  readonly contractFile: string;
}

/** One line for each setting and variable that the contract requires and that has no value. */
export function missingRequirements(requirement: Requirement): string[] {
  const { contract, given, environment, file, contractFile } = requirement;
  const config = file ?? 'a config file (--config FILE, in dev --config-dir DIR)';
  const shown = path.basename(contractFile);
  const settings = missingSettings(contract, given).map(({ name, environmentVariable: variable }) => {
    const ways = [
      ...(variable === null ? [] : [`${variable} in the environment or in .env`]),
      `${name} in ${config}`,
    ];
    return `${name} is required by ${shown} and has no value. Set ${ways.join(', or ')}.`;
  });
  const ofSettings = new Set(contract.settings.map(({ environmentVariable }) => environmentVariable));
  const others = {
    ...contract,
    environment: contract.environment.filter(({ name }) => !ofSettings.has(name)),
  };
  const variables = missingVariables(others, environment).map(
    (variable) => `${variable} is required by ${shown} and not set. Set it in the environment or in .env.`,
  );
  return [...settings, ...variables];
}

/** @throws UsageError naming the first required setting or variable without a value */
export function checkRequirements(requirement: Requirement): void {
  const [first, ...rest] = missingRequirements(requirement);
  if (first === undefined) return;
  throw new UsageError(rest.length === 0 ? first : `${first} ${rest.length} more are missing.`);
}
