import { pathToFileURL } from 'node:url';
import { loadContract } from '../../../../contract/index.ts';
import { isSecretName, redacted, withoutSecretTexts } from '../../../../logging/index.ts';
import { configFileOf, openConfigFile, ownSettings } from '../../../../start/configuration/index.ts';
import { OPTIONS, sourceOf } from '../../../../settings/index.ts';
import type { CommandContext } from '../../../command/index.ts';
import type { NodeFolder } from '../../../project/index.ts';

/** A setting, its value, and where the value came from. */
export interface SettingOrigin {
  /** `null`: a setting of the runtime, for all nodes. */
  readonly node: string | null;
  readonly setting: string;
  /** `null`: none. Secrets are hidden. */
  readonly value: string | null;
  /** `KAFKA_BOOTSTRAP_SERVERS (.env)`, `config/payment.yaml:3:1`, `default`, or `not set`. */
  readonly from: string;
}

type Context = Pick<CommandContext, 'env' | 'envFile' | 'shell'>;

/** The variable, and whether the environment or `.env` sets it. */
function variableOrigin(variable: string, { shell, envFile }: Context): string {
  const inFile =
    shell !== undefined && shell[variable] === undefined && envFile?.values[variable] !== undefined;
  return `${variable} (${inFile ? '.env' : 'environment'})`;
}

function shown(names: readonly (string | null)[], value: unknown): string {
  if (names.some((name) => name !== null && isSecretName(name))) return '[hidden]';
  if (typeof value === 'string') return withoutSecretTexts(value);
  return JSON.stringify(redacted({ value })['value']);
}

/** The settings of the runtime that the environment gives to every node, and their defaults. */
function ofRuntime(context: Context): SettingOrigin[] {
  return OPTIONS.map((option) => {
    const source = sourceOf(option, { flags: {}, environment: context.env, file: new Map() });
    const { key: setting, variable } = option;
    if (source === null) return { node: null, setting, value: null, from: 'default' };
    return {
      node: null,
      setting,
      value: shown([setting, variable], source.value),
      from: variableOrigin(source.where, context),
    };
  });
}

/** What one node has besides: its own settings, and those of the runtime that its config file gives. */
function ofNode({ name, contractFile }: NodeFolder, file: string | null, context: Context): SettingOrigin[] {
  const opened = file === null ? null : openConfigFile(file);
  const origin = (setting: string, value: string | null, from: string): SettingOrigin => ({
    node: name,
    setting,
    value,
    from,
  });
  const own = ownSettings(loadContract(pathToFileURL(contractFile)), null).map(
    ({ key, variable, default: byDefault }) => {
      const text = variable === null ? undefined : context.env[variable];
      if (variable !== null && text !== undefined && text.trim() !== '')
        return origin(key, shown([key, variable], text), variableOrigin(variable, context));
      const inFile = opened?.own[key];
      if (opened !== null && inFile !== undefined && inFile !== null)
        return origin(key, shown([key, variable], inFile), opened.at([key]));
      return byDefault === undefined
        ? origin(key, null, 'not set')
        : origin(key, shown([key, variable], byDefault), 'default');
    },
  );
  const ofFile = [...(opened?.settings ?? [])].flatMap(([option, { value, where }]) => {
    const source = sourceOf(option, { flags: {}, environment: context.env, file: new Map() });
    return source === null ? [origin(`runtime.${option.key}`, shown([option.key], value), where)] : [];
  });
  return [...own, ...ofFile];
}

/**
 * Where the value of every setting comes from, by the precedence that nodes use: environment, config file, default.
 * Flags belong to a single start and are not known here. A node whose contract or config file cannot be read has none.
 */
export function settingOrigins(
  nodes: readonly NodeFolder[],
  configDir: string | null,
  context: Context,
): SettingOrigin[] {
  const own = nodes.flatMap((node) => {
    try {
      return ofNode(node, configFileOf(configDir, node.name), context);
    } catch {
      // Its faults are findings of their own.
      return [];
    }
  });
  return [...ofRuntime(context), ...own];
}
