import type { Contract } from 'onex-runtime/contract';
import { LINE_WIDTH, stringLiteral, layOut, SourceText } from '../text/index.ts';
import { uniqueForms } from './source/index.ts';

/** A service that the contract depends on: its interface and its registration token. */
export interface DependencyView {
  readonly type: string;
  readonly token: string;
  /** `TOKEN = defineToken<Type>('name')`. */
  readonly definition: SourceText;
  readonly doc: readonly string[];
}

/** Returns typed container tokens for the contract's dependencies. */
export function dependencyViews(contract: Contract): DependencyView[] {
  const dependencies = contract.dependencies.filter(({ pythonImport }) => pythonImport !== true);
  const forms = uniqueForms(
    dependencies.map(({ name }) => name),
    'dependency',
  );
  return dependencies.map(({ name, description, module, required }, index) => {
    const { pascal = '', constant = '' } = forms[index] ?? {};
    const type = `Dependency${pascal}`;
    return {
      type,
      token: constant,
      definition: new SourceText(definition(constant, type, stringLiteral(name))),
      doc: [
        description ?? `The dependency ${name} of the contract${module === null ? '' : ` (${module})`}.`,
        `${required ? 'Required' : 'Optional'}. Declare the members that this node uses here.`,
      ],
    };
  });
}

/** A short argument does not get its own line; the line is broken before the call instead. */
function definition(constant: string, type: string, literal: string): string {
  const start = `${constant} =`;
  const before = `export const ${start} `.length;
  const call = `defineToken<${type}>(${literal})`;
  if (before + call.length + 1 > LINE_WIDTH && literal.length <= LINE_WIDTH / 4) return `${start}\n  ${call}`;
  return `${start} ${layOut([literal], { open: `defineToken<${type}>(`, close: ')', before, after: 1 })}`;
}
