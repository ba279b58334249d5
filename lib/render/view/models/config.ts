import type { ConfigSetting, Contract, FieldType, NodeKind } from 'onex-runtime/contract';
import {
  jsDoc,
  propertyKey,
  stringLiteral,
  valueLiteral,
  callChain,
  layOut,
  SourceText,
} from '../../text/index.ts';
import { backendsOf, defaultBackend } from '../operations/index.ts';
import { checkImports } from './models.ts';
import { uniqueFileForms, zodType } from '../source/index.ts';

/** How the runtime's `fromEnvironment` parses a text. */
type EnvironmentForm = 'text' | 'number' | 'boolean' | 'json' | 'list';

interface Setting {
  readonly name: string;
  readonly description: string;
  readonly source: string;
}

/** Settings that the generated code of a kind reads. A contract may give them other defaults and variables. */
const OWN_SETTINGS: Readonly<Record<NodeKind, readonly ConfigSetting[]>> = {
  effect: [
    {
      name: 'max_entries',
      description: 'The maximum number of records, and of requests, in the in-memory store.',
      type: { kind: 'integer', constraints: { exclusiveMinimum: 0 } },
      default: 10_000,
      environmentVariable: null,
      required: false,
    },
  ],
  compute: [],
  reducer: [],
  orchestrator: [],
};

/**
 * Returns the schema of a node's configuration: its own settings, those of its contract, and a switch for each feature
 * flag.
 */
export function configView(contract: Contract): SourceText {
  const generated = OWN_SETTINGS[contract.kind]
    .map((setting) => contractSetting(withContract(setting, contract)))
    .concat(backendSetting(contract));
  // Names that the generated code reads keep their meaning; `runtime` is the config file's section for the runtime.
  const taken = new Set(['runtime', ...generated.map(({ name }) => name)]);
  const others = contract.settings.filter(({ name }) => !taken.has(name));
  const own = generated.concat(others.map(contractSetting));
  const flags = uniqueFileForms(
    [...own, ...contract.featureFlags].map(({ name }) => name),
    'flag',
  ).slice(own.length);
  const settings = contract.featureFlags.map((flag, index): Setting => ({
    name: flags[index]?.snake ?? 'flag',
    description: flag.description ?? `Enables ${flag.name}.`,
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

/** Merges a setting of the generated code with the contract's setting, if that has the same type. */
function withContract(setting: ConfigSetting, { settings }: Contract): ConfigSetting {
  const said = settings.find(({ name }) => name === setting.name);
  if (said === undefined) return setting;
  const isCount = Number.isSafeInteger(said.default) && Number(said.default) > 0;
  return {
    ...setting,
    environmentVariable: said.environmentVariable,
    description: said.description ?? setting.description,
    ...(isCount && { default: said.default }),
  };
}

/** Returns the imports of the configuration's model from the runtime. */
export function configImports({ settings }: Contract): SourceText[] {
  const reads = settings.some(({ environmentVariable }) => environmentVariable !== null);
  return checkImports(
    settings.map(({ type }) => type),
    reads ? [FROM_ENVIRONMENT] : [],
  );
}

/** The function of the runtime that reads an environment variable. */
const FROM_ENVIRONMENT = 'fromEnvironment';

/**
 * Returns a setting of the contract. The environment overrides the config file, which overrides the contract's default.
 */
function contractSetting(setting: ConfigSetting): Setting {
  const { name, description, environmentVariable: variable } = setting;
  const precedence = variable === null ? '' : ` The environment variable ${variable} overrides it.`;
  return {
    name,
    description: `${description ?? `The setting ${name} of the contract.`}${precedence}`,
    source: settingSource(setting),
  };
}

function settingSource({ type, default: byDefault, environmentVariable: variable }: ConfigSetting): string {
  const schema = zodType(type, { nameModel: () => 'z.unknown()', isLater: () => false }, 2);
  if (variable === null) {
    return byDefault === undefined ? `${schema}.optional()` : `${schema}.default(${valueLiteral(byDefault)})`;
  }
  const value = `${FROM_ENVIRONMENT}(${stringLiteral(variable)}, '${formOf(type)}')`;
  return callChain(
    byDefault === undefined
      ? `${schema}.optional().prefault(() => ${value})`
      : `${schema}.prefault(() => ${value} ?? ${valueLiteral(byDefault)})`,
    2,
  );
}

/** Returns how the text of a variable becomes a value of a type. */
function formOf(type: FieldType): EnvironmentForm {
  switch (type.kind) {
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'array':
    case 'set':
    case 'tuple':
      return 'list';
    case 'object':
    case 'record':
    case 'model':
    case 'any':
      return 'json';
    case 'literal':
      return type.values.every((value) => typeof value === 'string') ? 'text' : 'json';
    case 'union': {
      const forms = new Set(type.members.filter(({ kind }) => kind !== 'null').map(formOf));
      const [only] = forms;
      return forms.size === 1 && only !== undefined ? only : 'json';
    }
    default:
      return 'text';
  }
}

/** Returns code that reads an environment variable, even if its name is a property that every object inherits. */
function environmentSource(variable: string): string {
  const name = stringLiteral(variable);
  return variable in Object.prototype
    ? `Object.getOwnPropertyDescriptor(process.env, ${name})?.value`
    : `process.env[${name}]`;
}

/** Returns the setting for the active backend, if the contract routes by backend. */
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
  return [{ name: 'backend', description: 'The backend whose handlers run.', source }];
}

/**
 * Returns the source of a switch. The environment overrides the config file, which overrides the contract's default.
 */
function flagSource(variable: string | null, byDefault: boolean): string {
  if (variable === null) return `z.boolean().default(${byDefault})`;
  const value = `${environmentSource(variable)} || '${byDefault ? 'on' : 'off'}'`;
  return `z.boolean().default(() => z.stringbool().parse(${value}))`;
}
