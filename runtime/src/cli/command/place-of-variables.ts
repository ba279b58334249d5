import { placeInEnvironment } from '../../start/configuration/index.ts';
import type { CommandContext } from './types.ts';

/** Where the variables of a command are set, for messages: a name, or file, line, and name for one in `.env`. */
export function placeOfVariables({
  env,
  shell,
  envFile,
}: Pick<CommandContext, 'env' | 'shell' | 'envFile'>): (variable: string) => string {
  return placeInEnvironment(shell ?? env, envFile ?? null);
}
