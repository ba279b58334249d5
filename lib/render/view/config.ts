import type { Contract, NodeKind } from 'onex-runtime/contract';
import { jsDoc, propertyKey, stringLiteral } from '../escape.ts';
import { layOut } from '../layout.ts';
import { SourceText } from '../source-text.ts';
import { backendsOf, defaultBackend } from './backends.ts';
import { uniqueForms } from './names.ts';

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

/** The schema of a node's configuration: its own settings and a switch for each feature flag of its contract. */
export function configView(contract: Contract): SourceText {
  const own = OWN_SETTINGS[contract.kind].concat(backendSetting(contract));
  const flags = uniqueForms(
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
  const value = `process.env[${stringLiteral(variable)}] || '${byDefault ? 'on' : 'off'}'`;
  return `z.boolean().default(() => z.stringbool().parse(${value}))`;
}
