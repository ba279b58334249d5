import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { UsageError, type Environment } from '../../settings/index.ts';

/** A project's `.env`, as Node's `--env-file-if-exists` would read it. */
export interface EnvFile {
  /** Absolute path. */
  readonly file: string;
  readonly values: Readonly<Record<string, string>>;
  /** The line on which a variable is set. */
  readonly lines: ReadonlyMap<string, number>;
}

/**
 * Reads `.env` in the root of a project. `null` if there is none.
 * @throws UsageError naming the file if it cannot be read
 */
export function readEnvFile(root: string): EnvFile | null {
  const file = path.join(root, '.env');
  try {
    const text = readFileSync(file, 'utf8');
    return { file, values: { ...parseEnv(text) } as Record<string, string>, lines: linesOf(text) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new UsageError(`${file} cannot be read: ${(error as Error).message}.`);
  }
}

/** As in `parseEnv`, the last line that sets a variable counts. */
function linesOf(text: string): ReadonlyMap<string, number> {
  const lines = text.split('\n').flatMap((line, index): [string, number][] => {
    const name = /^\s*(?:export\s+)?([\w.-]+)\s*=/u.exec(line)?.[1];
    return name === undefined ? [] : [[name, index + 1]];
  });
  return new Map(lines);
}

/** The environment, completed by the file's values. A variable that is set to an empty value is set. */
export function withEnvFile(environment: Environment, envFile: EnvFile | null): Environment {
  return envFile === null ? environment : { ...envFile.values, ...environment };
}

/** Variables of this process that came from a file. `onex-runtime start` loads the file before the node reads it. */
const loaded = new Set<string>();

/** Adds the file's values to the environment of this process, unless they are set. */
export function loadEnvFile(envFile: EnvFile | null): void {
  for (const [name, value] of Object.entries(envFile?.values ?? {})) {
    if (process.env[name] !== undefined) continue;
    process.env[name] = value;
    loaded.add(name);
  }
}

/**
 * Where a variable is set, for messages: `/shop/.env:3: ONEX_PORT`, or only its name if it is set in the environment.
 * @param shell the environment without the file's values
 */
export function placeInEnvironment(
  shell: Environment,
  envFile: EnvFile | null,
): (variable: string) => string {
  return (variable) => {
    const inShell = shell[variable] !== undefined && !loaded.has(variable);
    if (envFile === null || inShell || envFile.values[variable] === undefined) return variable;
    const line = envFile.lines.get(variable);
    return `${envFile.file}${line === undefined ? '' : `:${line}`}: ${variable}`;
  };
}
