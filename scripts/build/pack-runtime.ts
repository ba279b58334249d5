import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';

interface RuntimeManifest {
  name: string;
  version: string;
  exports: Record<string, string | Record<string, unknown>>;
  devDependencies?: unknown;
}

/** The manifest as published: without the condition that leads to the source, which is not in the package. */
function published(manifest: RuntimeManifest): RuntimeManifest {
  const { devDependencies: _, ...rest } = manifest;
  const exports = Object.fromEntries(
    Object.entries(manifest.exports).map(([path, target]) => {
      if (typeof target === 'string') return [path, target];
      const { 'onex-source': _source, ...conditions } = target;
      return [path, conditions];
    }),
  );
  return { ...rest, exports };
}

/**
 * Packs the built runtime into `dist/runtime/onex-runtime-<version>-<hash8>.tgz`. The hash is of the uncompressed
 * archive, in which npm fixes times, owners and order: the same sources give the same name on every machine.
 * @param root the repository
 * @returns the tarball's file name
 */
export async function packRuntime(root: string): Promise<string> {
  const source = join(root, 'runtime');
  const stage = await mkdtemp(join(tmpdir(), 'onex-runtime-'));
  try {
    const manifest = JSON.parse(await readFile(join(source, 'package.json'), 'utf8')) as RuntimeManifest;
    const entries = (await readdir(source)).filter((name) => ['dist', 'schemas', 'README.md'].includes(name));
    await Promise.all(entries.map((name) => cp(join(source, name), join(stage, name), { recursive: true })));
    await cp(join(root, 'LICENSE'), join(stage, 'LICENSE'));
    await writeFile(join(stage, 'package.json'), `${JSON.stringify(published(manifest), null, 2)}\n`);
    const target = join(root, 'dist/runtime');
    await rm(target, { recursive: true, force: true });
    await mkdir(target, { recursive: true });
    await promisify(execFile)('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', target], {
      cwd: stage,
      shell: process.platform === 'win32',
    });
    const packed = join(target, `${manifest.name}-${manifest.version}.tgz`);
    const hash = createHash('sha256')
      .update(gunzipSync(await readFile(packed)))
      .digest('hex')
      .slice(0, 8);
    const fileName = `${manifest.name}-${manifest.version}-${hash}.tgz`;
    await rename(packed, join(target, fileName));
    return fileName;
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
}
