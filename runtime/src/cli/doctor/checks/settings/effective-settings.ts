import type { Settings } from '../../../../node/index.ts';
import {
  configFileOf,
  openConfigFile,
  type ConfigFile,
  strayMessage,
  strayVariables,
  variableProblems,
} from '../../../../start/configuration/index.ts';
import { OPTIONS, sourceOf, type SettingOption } from '../../../../settings/index.ts';
import { placeOfVariables, type CommandContext } from '../../../command/index.ts';
import type { NodeFolder } from '../../../project/index.ts';
import { bad, caution, type Finding } from '../check.ts';

/** The value of a setting, and what gives it. */
export interface Place<T> {
  readonly value: T;
  /** The variable that stands for the setting: it names the finding. */
  readonly variable: string;
  /** The file that gives the value; null: the environment does. */
  readonly file: string | null;
  /** What to correct: a variable, a variable in `.env`, or file, line, and key of a config file. */
  readonly origin: string;
  /** The nodes that have the value; null: all. */
  readonly nodes: readonly string[] | null;
}

export interface ServiceSettings {
  readonly kafka: readonly Place<readonly string[]>[];
  readonly consul: readonly Place<string>[];
  readonly postgres: readonly Place<string>[];
  /** The value of another setting for a node; undefined: the default. */
  readonly valueOf: (setting: keyof Settings, node: string) => unknown;
}

type Context = Pick<CommandContext, 'env' | 'envFile' | 'shell'>;

/**
 * Reads every setting of the runtime as a start does: from the environment, and from the config file of each node where
 * the environment gives none. A value that a start would refuse is a finding.
 */
export function effectiveSettings(
  root: string | null,
  nodes: readonly NodeFolder[],
  configDir: string | null,
  context: Context,
): { readonly findings: Finding[]; readonly services: ServiceSettings } {
  const findings: Finding[] = [];
  const places = new Map<string, Place<unknown>[]>();
  const take = (
    option: SettingOption,
    value: unknown,
    origin: Omit<Place<unknown>, 'value' | 'variable'>,
  ) => {
    const variable = option.variable ?? option.key;
    try {
      const parsed: unknown = option.parse(value);
      const list = places.get(option.setting) ?? [];
      places.set(option.setting, [...list, { ...origin, variable, value: parsed }]);
    } catch (error) {
      findings.push(bad('setting', variable, (error as Error).message, `correct ${origin.origin}`));
    }
  };
  for (const option of OPTIONS) {
    const source = sourceOf(option, { flags: {}, environment: context.env, file: new Map() });
    if (source !== null) take(option, source.value, { ...originOf(source.where, context), nodes: null });
  }
  for (const { name } of nodes) {
    const file = configFileOf(configDir, name);
    for (const [option, { value, where }] of file === null ? [] : settingsIn(file)) {
      if (places.get(option.setting)?.some((place) => place.nodes === null) === true) continue;
      take(option, value, { file, origin: where, nodes: [name] });
    }
  }
  const hasKafka = places.has('kafkaServers');
  const stray = root === null ? { refused: [], suspicious: [] } : strayVariables(context.env, root, null);
  for (const one of stray.refused) {
    const { origin } = originOf(one.name, context);
    findings.push(bad('setting', one.name, strayMessage(one, origin), `correct ${origin}`));
  }
  for (const one of stray.suspicious)
    findings.push(caution('setting', one.name, strayMessage(one, originOf(one.name, context).origin)));
  for (const { variable, message } of variableProblems(context.env, hasKafka)) {
    findings.push(bad('setting', variable, message, `correct ${originOf(variable, context).origin}`));
  }
  const of = <T>(setting: string): readonly Place<T>[] => (places.get(setting) ?? []) as Place<T>[];
  return {
    findings,
    services: {
      kafka: of('kafkaServers'),
      consul: of('consulUrl'),
      postgres: of('stateUrl'),
      valueOf: (setting, node) =>
        of<unknown>(setting).find(({ nodes: named }) => named === null || named.includes(node))?.value,
    },
  };
}

/** A config file that cannot be read has a finding of its own. */
function settingsIn(file: string): ConfigFile['settings'] {
  try {
    return openConfigFile(file).settings;
  } catch {
    return new Map();
  }
}

/** Whether the environment sets a variable, or the project's `.env` does. */
function originOf(variable: string, context: Context): Pick<Place<unknown>, 'file' | 'origin'> {
  const origin = placeOfVariables(context)(variable);
  return { file: origin === variable ? null : (context.envFile?.file ?? null), origin };
}
