import { statSync, type Stats } from 'node:fs';
import path from 'node:path';
import type { ZodType } from 'zod';
import type { Contract } from '../../contract/index.ts';
import type { Settings } from '../../node/index.ts';
import { OPTIONS, resolveSettings, sourceOf, UsageError, type SettingSources } from '../../settings/index.ts';
import { parseConfig, readConfigFile, type ConfigFile } from './config-file.ts';
import { checkRequirements, fromEnvironment } from './own-settings.ts';
import { strayMessage, strayVariables } from './unknown-variables.ts';
import { variableProblems } from './variables.ts';

export interface ConfigureOptions extends Omit<SettingSources, 'file'> {
  readonly contract: Contract;
  readonly contractFile: string;
  /** The node's config model. */
  readonly model: ZodType | null;
  /** Absolute path of the config file; `null` if there is none. */
  readonly file: string | null;
  /** The project's folder. */
  readonly root: string;
  /** Settings that always have their default. */
  readonly ignored?: ReadonlySet<keyof Settings>;
}

/**
 * Settings of the runtime and the node's own configuration, by one precedence: flag, environment, config file, default.
 * @throws UsageError naming the flag, the variable, or file, line, and key of an invalid value, the required setting
 *   without a value, or the misspelled variable
 */
export function configure(options: ConfigureOptions): {
  readonly settings: Settings;
  readonly config: unknown;
  /** One line for each variable that looks like a setting and that nothing reads. */
  readonly warnings: readonly string[];
} {
  const { contract, contractFile, model, file, environment, root } = options;
  const { placeOf = (variable: string) => variable } = options;
  const values = fromEnvironment(contract, model, environment, placeOf);
  const check = (inFile: readonly string[]): void =>
    checkRequirements({
      contract,
      contractFile,
      environment,
      file,
      given: new Set([...values.keys(), ...inFile]),
    });
  const stray = strayVariables(environment, root, contract);
  const [refused] = stray.refused;
  if (refused !== undefined) throw new UsageError(strayMessage(refused, placeOf(refused.name)));
  const read: ConfigFile =
    file === null
      ? { settings: new Map(), config: (check([]), parseConfig({}, model, null, values)) }
      : readConfigFile(file, model, values, check);
  const settings = resolveSettings({ ...options, file: read.settings });
  if (options.ignored?.has('stateDir') !== true) {
    const problem = stateDirProblem(settings.stateDir);
    if (problem !== null)
      throw new UsageError(`${placeOfStateDir({ ...options, file: read.settings })}: ${problem}.`);
  }
  const onKafka = settings.kafkaServers !== null && !settings.skipEventBus;
  const [problem] = variableProblems(environment, onKafka);
  if (problem !== undefined) {
    const { variable, message } = problem;
    throw new UsageError(`${message.replace(variable, () => placeOf(variable))}.`);
  }
  const warnings = stray.suspicious.map((one) => strayMessage(one, placeOf(one.name)));
  return { settings, config: read.config, warnings };
}

/** Why a directory cannot be created or used. Null if no reason is known before it is created. */
function stateDirProblem(directory: string): string | null {
  let stat: Stats | undefined;
  try {
    stat = statSync(directory, { throwIfNoEntry: false });
  } catch {
    return null;
  }
  if (stat !== undefined) return stat.isDirectory() ? null : `${directory} is not a directory`;
  const parent = path.dirname(directory);
  return parent === directory ? null : stateDirProblem(parent);
}

function placeOfStateDir(sources: SettingSources): string {
  const option = OPTIONS.find(({ setting }) => setting === 'stateDir')!;
  return sourceOf(option, sources)?.where ?? 'ONEX_STATE_DIR';
}
