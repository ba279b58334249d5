import type { ZodType } from 'zod';
import type { Contract } from '../contract/index.ts';
import type { Settings } from '../node/index.ts';
import type { Arguments } from './arguments.ts';
import { parseConfig, readConfigFile, type ConfigFile } from './config-file.ts';
import { checkRequirements, fromEnvironment } from './own-settings.ts';
import { resolveSettings } from './settings.ts';
import { UsageError } from './usage-error.ts';
import { variableProblems } from './variables.ts';

export interface ConfigureOptions {
  readonly contract: Contract;
  readonly contractFile: string;
  /** The node's config model. */
  readonly model: ZodType | null;
  /** Absolute path of the config file; `null`: none. */
  readonly file: string | null;
  readonly flags: Arguments['flags'];
  /** With the values of `.env`. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stateDir: string;
}

/**
 * Settings of the runtime and the node's own configuration, by one precedence: flag, environment, config file, default.
 * @throws UsageError naming the flag, the variable, or file, line, and key of a value that does not fit, or the setting
 *   that is required and has none
 */
export function configure(options: ConfigureOptions): {
  readonly settings: Settings;
  readonly config: unknown;
} {
  const { contract, contractFile, model, file, flags, environment, stateDir } = options;
  const values = fromEnvironment(contract, model, environment);
  const check = (inFile: readonly string[]): void =>
    checkRequirements({
      contract,
      contractFile,
      environment,
      file,
      given: new Set([...values.keys(), ...inFile]),
    });
  const read: ConfigFile =
    file === null
      ? { settings: new Map(), config: (check([]), parseConfig({}, model, null, values)) }
      : readConfigFile(file, model, values, check);
  const settings = resolveSettings({ flags, environment, file: read.settings, stateDir });
  const onKafka = settings.kafkaServers !== null && !settings.skipEventBus;
  const [problem] = variableProblems(environment, onKafka);
  if (problem !== undefined) throw new UsageError(`${problem.message}.`);
  return { settings, config: read.config };
}
