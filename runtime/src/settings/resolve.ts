import path from 'node:path';
import type { Settings } from '../node/services/settings.ts';
import { OPTIONS, type SettingOption } from './options.ts';
import { UsageError } from './usage-error.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** A value as it is written, and the flag, the variable, or the place in a file where it is. */
export interface SourceValue {
  readonly value: unknown;
  readonly where: string;
}

export interface SettingSources {
  /** By flag without `--`: its text, or a boolean for a switch. */
  readonly flags: Readonly<Record<string, string | boolean>>;
  readonly environment: Environment;
  /** The `runtime` section of a config file. */
  readonly file: ReadonlyMap<SettingOption, SourceValue>;
  /** Where a variable is set, such as `/shop/.env:3: ONEX_PORT`. Default: its name. */
  readonly placeOf?: (variable: string) => string;
}

/**
 * Reads all settings: flag over environment over config file over default. An empty environment variable counts as not
 * set. A relative state directory is relative to `root`, the project's folder.
 * @param ignored settings that always have their default; no source of them is read
 * @throws UsageError with the flag, the variable, or the place in the file, and what was expected there
 */
export function resolveSettings(
  sources: SettingSources & { readonly root: string; readonly ignored?: ReadonlySet<keyof Settings> },
): Settings {
  const values = OPTIONS.map((option) => {
    const source = sources.ignored?.has(option.setting) === true ? null : sourceOf(option, sources);
    return [option.setting, source === null ? option.default : parseSource(option, source)] as const;
  });
  const settings = Object.fromEntries(values) as unknown as Settings;
  return { ...settings, stateDir: path.resolve(sources.root, settings.stateDir) };
}

/**
 * Reads one setting of a command.
 * @param flag the flag of the command line; its value is undefined where it is not given
 * @returns undefined when neither the flag nor the environment has a value
 * @throws UsageError as `resolveSettings`
 */
export function readSetting<K extends keyof Settings>(
  setting: K,
  sources: Pick<SettingSources, 'environment' | 'placeOf'>,
  flag?: { readonly name: string; readonly value: string | undefined },
): Settings[K] | undefined {
  const option = OPTIONS.find((candidate) => candidate.setting === setting)!;
  const source =
    flag?.value === undefined
      ? sourceOf(option, { ...sources, flags: {}, file: new Map() })
      : { value: flag.value, where: `--${flag.name}` };
  return source === null ? undefined : (parseSource(option, source) as Settings[K]);
}

function parseSource(option: SettingOption, { value, where }: SourceValue): unknown {
  try {
    return option.parse(value);
  } catch (error) {
    if (error instanceof UsageError) throw new UsageError(`${where}: ${error.message}.`);
    throw error;
  }
}

/** The value of a setting with precedence over the others, unparsed; null: no source has one. */
export function sourceOf(option: SettingOption, sources: SettingSources): SourceValue | null {
  const { flags, environment, file, placeOf = (variable) => variable } = sources;
  const flag = option.flag === null ? undefined : flags[option.flag];
  if (flag !== undefined) return { value: flag, where: `--${option.flag}` };
  const variable = option.variable === null ? undefined : environment[option.variable];
  if (option.variable !== null && variable !== undefined && variable.trim() !== '')
    return { value: variable, where: placeOf(option.variable) };
  return file.get(option) ?? null;
}
