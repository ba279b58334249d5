import { oneLine } from 'onex-cli-kit';
import type { Contract } from '../../contract/index.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What a contract needs of the environment and does not find there, each with what it is for; never a value. */
export function missingVariables({ environment }: Contract, env: Environment): readonly string[] {
  return environment
    .filter(({ name, required }) => required && (env[name] ?? '').trim() === '')
    .map(({ name, description }) => (description === null ? name : `${name} (${oneLine(description, 80)})`));
}
