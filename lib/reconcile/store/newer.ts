import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../errors/index.ts';
import { compareVersions, parseVersion } from '../versions.ts';
import { storePaths } from './state.ts';
import { MANIFEST_FORMAT } from './types.ts';

/** Format and version are the first keys of a manifest, so its start is enough. */
const HEAD_BYTES = 256;

/** Returns the first bytes of a file; empty if it cannot be read. */
function headOf(path: string): string {
  try {
    const descriptor = openSync(path, 'r');
    try {
      const bytes = Buffer.alloc(HEAD_BYTES);
      return bytes.toString('utf8', 0, readSync(descriptor, bytes, 0, HEAD_BYTES, 0));
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return '';
  }
}

function unitsIn(root: string): string[] {
  try {
    const entries = readdirSync(join(root, 'nodes'), { withFileTypes: true });
    return ['', ...entries.filter((entry) => entry.isDirectory()).map(({ name }) => `nodes/${name}`)];
  } catch {
    return [''];
  }
}

/**
 * Refuses a project if a newer generator wrote any part of it, because this version does not know that one's rules. It
 * reads only the heads of the manifests. A run that changes a unit reads and checks its whole manifest.
 * @throws UserError naming the manifest and both versions.
 */
export function refuseNewerProject(root: string, generatorVersion: string): void {
  for (const unit of unitsIn(root)) {
    const { manifest } = storePaths(unit);
    const head = headOf(join(root, manifest));
    const format = /^\s*\{\s*"format":\s*(\d{1,9})\b/.exec(head)?.[1];
    const version = /"version":\s*"([^"]{1,128})"/.exec(head)?.[1] ?? '';
    const isNewer = parseVersion(version) !== null && compareVersions(version, generatorVersion) > 0;
    if (!isNewer && Number(format ?? 0) <= MANIFEST_FORMAT) continue;
    const by = isNewer ? `generator-onex ${version}` : 'a newer generator-onex';
    throw new UserError(
      'ERR_ONEX_NEWER_GENERATOR',
      `${manifest} was written by ${by}, and this is ${generatorVersion}; ` +
        'update it: npm install -g generator-onex@latest',
    );
  }
}
