import type { ConfigSetting, Contract, NodeKind } from 'onex-runtime/contract';
import { jsDoc, propertyKey, stringLiteral, valueLiteral } from '../escape.ts';
import { layOut } from '../layout.ts';
import { SourceText } from '../source-text.ts';
import { backendsOf, defaultBackend } from './backends.ts';
import { uniqueFileForms } from './names.ts';
import { zodType } from './zod-source.ts';

interface Setting {
  readonly name: string;
  readonly description: string;
  readonly source: string;
}

/** Settings that the code generated for a kind reads. */
const OWN_SETTINGS: Readonly<Record<NodeKind, readonly Setting[]>> = {
  effect: [
    {
      name: 'max_entries',
      description: 'Most records, and most requests, that the store in memory keeps.',
      source: 'z.int().positive().default(10_000)',
    },
  ],
  compute: [],
  reducer: [],
  orchestrator: [],
};

/** The schema of a node's configuration: its own settings, its contract's, and a switch for each feature flag. */
export function configView(contract: Contract): SourceText {
  const generated = OWN_SETTINGS[contract.kind].concat(backendSetting(contract));
  // A name that the generated code reads keeps its meaning; `runtime` is the config file's section for the runtime.
  const taken = new Set(['runtime', ...generated.map(({ name }) => name)]);
  const own = generated.concat(contract.settings.filter(({ name }) => !taken.has(name)).map(contractSetting));
  const flags = uniqueFileForms(
    [...own, ...contract.featureFlags].map(({ name }) => name),
    'flag',
  ).slice(own.length);
  const settings = contract.featureFlags.map((flag, index): Setting => ({
    name: flags[index]?.snake ?? 'flag',
    description: flag.description ?? `Switches ${flag.name}.`,
    source: flagSource(flag.environmentVariable, flag.default),
  }));
  const all = own.concat(settings);
  if (all.length === 0) return new SourceText('z.strictObject({})');
  const lines = all.map(
    ({ name, description, source }) =>
      `  ${jsDoc([description], 2).text}\n  ${propertyKey(name)}: ${source},\n`,
  );
  return new SourceText(`z.strictObject({\n${lines.join('')}})`);
}

/** A setting of the contract: what the configuration says, else the environment, else the contract's default. */
function contractSetting(setting: ConfigSetting): Setting {
  const { name, description, environmentVariable: variable } = setting;
  const told = variable === null ? '' : ` Else taken from ${variable}.`;
  return {
    name,
    description: `${description ?? `What the contract calls ${name}.`}${told}`,
    source: settingSource(setting),
  };
}

function settingSource({ type, default: byDefault, environmentVariable: variable }: ConfigSetting): string {
  const schema = zodType(type, { nameModel: () => 'z.unknown()', isLater: () => false }, 2);
  if (variable === null) {
    return byDefault === undefined ? `${schema}.optional()` : `${schema}.default(${valueLiteral(byDefault)})`;
  }
  const value = environmentSource(variable);
  if (byDefault === undefined)
    return `z\n    .string()\n    .optional()\n    .transform((given) => given ?? ${value})`;
  const literal = valueLiteral(byDefault);
  if (type.kind === 'string') return `${schema}.default(() => ${value} || ${literal})`;
  const parse = {
    boolean: 'z.stringbool()',
    number: 'z.coerce.number()',
    integer: 'z.coerce.number().int()',
  };
  const reader = parse[type.kind as keyof typeof parse] as string | undefined;
  if (reader === undefined) return `${schema}.default(${literal})`;
  const text = type.kind === 'boolean' ? stringLiteral(byDefault === true ? 'on' : 'off') : literal;
  return `${schema}.default(() => ${reader}.parse(${value} || ${text}))`;
}

/** Reads a variable of the environment, also one with the name of something that every object inherits. */
function environmentSource(variable: string): string {
  const name = stringLiteral(variable);
  return variable in Object.prototype
    ? `Object.getOwnPropertyDescriptor(process.env, ${name})?.value`
    : `process.env[${name}]`;
}

/** Which backend works, where the contract routes by backend. */
function backendSetting(contract: Contract): Setting[] {
  const backends = backendsOf(contract);
  const chosen = defaultBackend(contract);
  if (chosen === null) return [];
  const names = layOut(backends.map(stringLiteral), {
    open: 'z.enum([',
    close: '])',
    before: '  backend: '.length,
    after: `.default(${stringLiteral(chosen)}),`.length,
    indent: 2,
  });
  const source = `${names}.default(${stringLiteral(chosen)})`;
  return [{ name: 'backend', description: 'Whose handlers do the work.', source }];
}

/** A switch: what the configuration says, else the environment variable, else the contract's default. */
function flagSource(variable: string | null, byDefault: boolean): string {
  if (variable === null) return `z.boolean().default(${byDefault})`;
  const value = `${environmentSource(variable)} || '${byDefault ? 'on' : 'off'}'`;
  return `z.boolean().default(() => z.stringbool().parse(${value}))`;
}
