import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { UsageError } from './usage-error.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A project's `.env`: what Node's `--env-file-if-exists` would read. */
export interface EnvFile {
  /** Absolute path. */
  readonly file: string;
  readonly values: Readonly<Record<string, string>>;
}

/**
 * Reads `.env` in the root of a project. `null`: there is none.
 * @throws UsageError naming the file when it cannot be read
 */
export function readEnvFile(root: string): EnvFile | null {
  const file = path.join(root, '.env');
  if (!existsSync(file)) return null;
  try {
    return { file, values: { ...parseEnv(readFileSync(file, 'utf8')) } as Record<string, string> };
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${(error as Error).message}.`);
  }
}

/** The environment with the file's values where it has none; a variable that is set to nothing is set. */
export function withEnvFile(environment: Environment, envFile: EnvFile | null): Environment {
  return envFile === null ? environment : { ...envFile.values, ...environment };
}

/** Puts the file's values into the environment of this process, where they are not set. */
export function loadEnvFile(envFile: EnvFile | null): void {
  for (const [name, value] of Object.entries(envFile?.values ?? {})) process.env[name] ??= value;
}
