import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { suggestion } from 'onex-cli-kit';
import type { Contract } from '../../contract/index.ts';
import { unknownVariables, type Environment, type UnknownVariable } from '../../settings/index.ts';

export interface UnknownVariables {
  /** Misspelled names of `ONEX_…` variables. No node starts with them. */
  readonly refused: readonly UnknownVariable[];
  /** Names that may belong to other software. */
  readonly suspicious: readonly UnknownVariable[];
}

/**
 * Variables whose names look like settings and that no code reads. A variable that a contract of the project names is
 * known.
 * @param root the project's folder
 * @param contract the contract that is already read; null if there is none
 */
export function strayVariables(
  environment: Environment,
  root: string,
  contract: Pick<Contract, 'environment' | 'settings' | 'featureFlags'> | null,
): UnknownVariables {
  const declared = new Set(contract === null ? [] : declaredVariables(contract));
  const unknown = unknownVariables(environment).filter(({ name }) => !declared.has(name));
  if (unknown.length === 0) return { refused: [], suspicious: [] };
  // Read only now, to make the start fast. The nodes of a project share an environment.
  const contracts = contractTexts(root);
  const stray = unknown.filter(({ name }) => !contracts.some((text) => text.includes(name)));
  const isRefused = ({ name, nearest }: UnknownVariable): boolean =>
    nearest !== null && name.startsWith('ONEX_');
  return { refused: stray.filter(isRefused), suspicious: stray.filter((one) => !isRefused(one)) };
}

/** `ONEX_PROT: no node reads this variable. Did you mean ONEX_PORT? …`; `place` is where it is set. */
export function strayMessage({ name, nearest }: UnknownVariable, place: string): string {
  return `${place}: no node reads this variable.${suggestion(nearest)} Correct or remove it; if ${name} is your own, declare it in a contract.`;
}

function declaredVariables({
  environment,
  settings,
  featureFlags,
}: Pick<Contract, 'environment' | 'settings' | 'featureFlags'>): string[] {
  return [
    ...environment.map(({ name }) => name),
    ...[...settings, ...featureFlags].flatMap(({ environmentVariable }) => environmentVariable ?? []),
  ];
}

/** The texts of all contracts of a project. Other checks report a contract that cannot be read. */
function contractTexts(root: string): string[] {
  try {
    return readdirSync(path.join(root, 'nodes'), { recursive: true, encoding: 'utf8' })
      .filter((file) => path.basename(file) === 'contract.yaml')
      .flatMap((file) => {
        try {
          return [readFileSync(path.join(root, 'nodes', file), 'utf8')];
        } catch {
          return [];
        }
      });
  } catch {
    return [];
  }
}
