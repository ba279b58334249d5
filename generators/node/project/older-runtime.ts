import { basename } from 'node:path';
import { rangesOf, readPackageJson } from 'onex-runtime/project';
import { runtimeTarball, runtimeVersionOf } from '../../../lib/package/index.ts';
import { compareVersions } from '../../../lib/reconcile/index.ts';
import type { Session } from '../session/index.ts';

/**
 * Returns how to upgrade the project's runtime if it is older than the one that this generator writes code for. Returns
 * null if no upgrade is needed, or if the runtime comes from another source.
 */
export function olderRuntime({ place, program }: Session): {
  readonly warning: string;
  readonly command: string;
} | null {
  if (place.settings === null) return null;
  const own = rangesOf(readPackageJson(place.root), 'dependencies')['onex-runtime'];
  if (own === undefined) return null;
  const upgrade = program.startsWith('yo ') ? 'yo onex:upgrade' : 'onex upgrade';
  const tarball = basename(runtimeTarball());
  const version = runtimeVersionOf(tarball);
  const vendored = /^file:vendor\/(onex-runtime-[^/]+\.tgz)$/.exec(own)?.[1];
  if (vendored !== undefined) {
    return vendored === tarball ? null : upgradeWarning(`vendor/${vendored}`, tarball, upgrade);
  }
  const least = /^[~^]?(\d+\.\d+\.\d+(?:-[\w.-]+)?)$/.exec(own)?.[1];
  if (least === undefined || compareVersions(least, version) >= 0) return null;
  return upgradeWarning(
    `onex-runtime ${own}`,
    `onex-runtime ${version}`,
    `${upgrade} --runtime-version ^${version}`,
  );
}

function upgradeWarning(has: string, wants: string, command: string): { warning: string; command: string } {
  return {
    warning: `the project has ${has}, and this generator writes code for ${wants}; to upgrade the runtime: ${command}`,
    command,
  };
}
