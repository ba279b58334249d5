import { oneLine } from 'onex-cli-kit';
import type { Contract } from '../../contract/index.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What a contract requires from the environment but does not find there, each with its purpose. Never a value. */
export function missingVariables({ environment }: Contract, env: Environment): readonly string[] {
  return environment
    .filter(({ name, required }) => required && (env[name] ?? '').trim() === '')
    .map(({ name, description }) => (description === null ? name : `${name} (${oneLine(description, 80)})`));
}
