import { readEnvFile, withEnvFile } from '../../start/configuration/index.ts';
import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../command/index.ts';
import { findProject } from './find-project.ts';

/**
 * Completes the environment of a command by the `.env` of the project around the working folder. What is set already
 * has precedence.
 * @throws CliError when the file cannot be read
 */
export function withProjectEnvironment(context: CommandContext): CommandContext {
  try {
    const project = findProject(context.cwd);
    const envFile = project === null ? null : readEnvFile(project.root);
    return envFile === null
      ? context
      : { ...context, env: withEnvFile(context.env, envFile), shell: context.env, envFile };
  } catch (error) {
    // Commands that need the project report themselves what is wrong with it.
    if (error instanceof CliError) return context;
    throw new CliError((error as Error).message, { cause: error });
  }
}
