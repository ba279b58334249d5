import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeBuildRecord } from '../build/build-record.ts';
import { ROOT } from '../build/steps.ts';

/**
 * This package as it is built, once more as a made-up later version: the handlers that keep records end with another
 * line.
 * @param line What they end with.
 * @returns Its command line's file, three folders below the copy.
 */
export function nextVersion(version: string, line = '// of the next version'): string {
  const folder = mkdtempSync(join(tmpdir(), 'onex-next-version-'));
  cpSync(join(ROOT, 'dist'), join(folder, 'dist'), { recursive: true });
  const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as object;
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...manifest, version }));
  const template = join(folder, 'dist/generators/effect/templates/handler_record.ts.ejs');
  writeFileSync(template, `${readFileSync(template, 'utf8').trimEnd()}\n${line}\n`);
  writeBuildRecord(folder);
  return join(folder, 'dist/bin/onex.js');
}
