import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { defaultSettings, type Settings } from '../node/index.ts';
import type { Arguments } from './arguments.ts';
import type { ConfigFile } from './config-file.ts';
import { OPTIONS } from './options.ts';
import { UsageError } from './usage-error.ts';

/**
 * Flag over environment over config file over default. An empty environment variable counts as not set.
 * @throws UsageError naming the flag, variable or place in the file, and what was expected there.
 */
export function resolveSettings(options: {
  readonly flags: Arguments['flags'];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly file: ConfigFile['settings'];
  readonly stateDir: string;
}): Settings {
  const settings: Record<string, unknown> = { ...defaultSettings(), stateDir: options.stateDir };
  for (const option of OPTIONS) {
    const flag = option.flag === null ? undefined : options.flags[option.flag];
    const variable = option.variable === null ? undefined : options.environment[option.variable];
    const inFile = options.file.get(option);
    const read = (value: unknown, where: string): void => {
      try {
        settings[option.setting] = option.parse(value);
      } catch (error) {
        if (error instanceof UsageError) throw new UsageError(`${where}: ${error.message}.`);
        throw error;
      }
    };
    if (flag !== undefined) read(flag, `--${option.flag}`);
    else if (variable !== undefined && variable.trim() !== '') read(variable, String(option.variable));
    else if (inFile !== undefined) read(inFile.value, inFile.where);
  }
  return settings as unknown as Settings;
}

/** `.onex-state` of the project that holds `entry`: the nearest folder with a .yo-rc.json, else a package.json. */
export function defaultStateDir(entry: string): string {
  const start = entry.startsWith('file:') ? path.dirname(fileURLToPath(entry)) : process.cwd();
  for (const marker of ['.yo-rc.json', 'package.json']) {
    for (let folder = start; ; folder = path.dirname(folder)) {
      if (existsSync(path.join(folder, marker))) return path.join(folder, '.onex-state');
      if (path.dirname(folder) === folder) break;
    }
  }
  return path.join(process.cwd(), '.onex-state');
}
