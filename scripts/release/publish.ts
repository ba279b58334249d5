import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** A packed package. */
export interface Tarball {
  readonly file: string;
  readonly name: string;
  readonly version: string;
  /** URL of its repository; null: its manifest names none. */
  readonly repository: string | null;
  /** Hash of the file, as a registry states it. */
  readonly integrity: string;
}

/** Runs npm to its end. `read`: its standard output is returned. @throws Error when it was not started or was killed. */
export type Npm = (
  args: readonly string[],
  output: 'read' | 'show',
) => { readonly status: number; readonly stdout: string };

export function readTarball(file: string): Tarball {
  const text = execFileSync('tar', ['-xzOf', file, 'package/package.json'], { encoding: 'utf8' });
  const { name, version, repository } = JSON.parse(text) as {
    name: string;
    version: string;
    repository?: string | { url?: string };
  };
  const url = typeof repository === 'string' ? repository : repository?.url;
  const integrity = `sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}`;
  return { file, name, version, repository: url ?? null, integrity };
}

/**
 * Publishes the packages that are not published yet, in their order. Everything that can be checked is checked before the
 * first one is published.
 * @returns a line for each package
 * @throws Error when a package names no repository, is published with other contents, or cannot be published
 */
export function publish(packages: readonly Tarball[], npm: Npm): readonly string[] {
  for (const { name, repository } of packages) {
    if (repository === null)
      throw new Error(
        `The package.json of ${name} has no "repository", which --provenance needs. Add its URL.`,
      );
  }
  const states = packages.map((one) => [one, publishedIntegrity(one, npm)] as const);
  for (const [{ name, version, integrity }, published] of states) {
    if (published !== null && published !== integrity)
      throw new Error(`${name}@${version} is published with other contents. Release a new version.`);
  }
  return states.map(([{ file, name, version }, published]) => {
    if (published !== null) return `${name}@${version} is published already`;
    const { status } = npm(
      ['publish', file, '--provenance', '--access', 'public', '--ignore-scripts'],
      'show',
    );
    if (status !== 0)
      throw new Error(
        `npm publish of ${name}@${version} ended with exit code ${status}. Run the release again.`,
      );
    return `${name}@${version} is published`;
  });
}

/** Hash of a version in the registry; null: it is not published. An unavailable registry is an error. */
function publishedIntegrity({ name, version }: Tarball, npm: Npm): string | null {
  const { status, stdout } = npm(['view', `${name}@${version}`, 'dist.integrity', '--json'], 'read');
  const answer = parse(stdout);
  if (status === 0) {
    if (answer === null) return null;
    if (typeof answer === 'string') return answer;
  }
  const code = (answer as { error?: { code?: string } } | null)?.error?.code;
  if (code === 'E404') return null;
  throw new Error(`npm view ${name}@${version} ended with exit code ${status} (${code ?? 'no reason'})`);
}

function parse(text: string): unknown {
  try {
    return text.trim() === '' ? null : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}
