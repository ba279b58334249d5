import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { defaultSettings, type Settings } from '../node/index.ts';
import type { Arguments } from './arguments.ts';
import type { ConfigFile } from './config-file.ts';
import { OPTIONS, type SettingOption } from './options.ts';
import { UsageError } from './usage-error.ts';

export interface SettingSources {
  readonly flags: Arguments['flags'];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly file: ConfigFile['settings'];
}

/**
 * Flag over environment over config file over default. An empty environment variable counts as not set.
 * @throws UsageError naming the flag, variable or place in the file, and what was expected there.
 */
export function resolveSettings(options: SettingSources & { readonly stateDir: string }): Settings {
  const settings: Record<string, unknown> = { ...defaultSettings(), stateDir: options.stateDir };
  for (const option of OPTIONS) {
    const source = sourceOf(option, options);
    if (source === null) continue;
    try {
      settings[option.setting] = option.parse(source.value);
    } catch (error) {
      if (error instanceof UsageError) throw new UsageError(`${source.where}: ${error.message}.`);
      throw error;
    }
  }
  return settings as unknown as Settings;
}

/** The value that counts for a setting, and the flag, the variable, or the place in the file that gives it. */
export function sourceOf(
  option: SettingOption,
  { flags, environment, file }: SettingSources,
): { readonly value: unknown; readonly where: string } | null {
  const flag = option.flag === null ? undefined : flags[option.flag];
  if (flag !== undefined) return { value: flag, where: `--${option.flag}` };
  const variable = option.variable === null ? undefined : environment[option.variable];
  if (variable !== undefined && variable.trim() !== '')
    return { value: variable, where: String(option.variable) };
  return file.get(option) ?? null;
}

/** The project that holds `entry`: the nearest folder with a .yo-rc.json, else with a package.json, else the working folder. */
export function projectRoot(entry: string): string {
  const start = entry.startsWith('file:') ? path.dirname(fileURLToPath(entry)) : process.cwd();
  for (const marker of ['.yo-rc.json', 'package.json']) {
    for (let folder = start; ; folder = path.dirname(folder)) {
      if (existsSync(path.join(folder, marker))) return folder;
      if (path.dirname(folder) === folder) break;
    }
  }
  return process.cwd();
}

/** `.onex-state` of the project that holds `entry`. */
export function defaultStateDir(entry: string): string {
  return path.join(projectRoot(entry), '.onex-state');
}
