/**
 * Makes a report of the public interface for each entry point of the packages: of `onex-runtime` the declarations that
 * users can import, and of `generator-onex` the options of each generator. The reports are in git, so a change of the
 * public interface is visible in review. The declarations come from the compiler that builds the package.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { entryPoints, readManifest } from '../build/manifest.ts';
import { compileRuntime, ROOT } from '../build/steps.ts';
import { generatorReport, generators } from './generators.ts';
import { reportOf } from './report.ts';
import { surfaceOf, type Files } from './surface.ts';

/** Folder of the reports, below the repository's. */
export const FOLDER = 'api';

/** Declaration files in a folder, which import each other by the names of their sources. */
const DECLARATIONS: Files = {
  read: (path) => readFileSync(path, 'utf8'),
  resolve(from, specifier) {
    if (!specifier.startsWith('.')) return null;
    const path = join(dirname(from), specifier.replace(/\.ts$/, '.d.ts'));
    if (!existsSync(path)) throw new Error(`${from} imports ${specifier}, which has no declarations`);
    return path;
  },
};

async function runtimeReports(): Promise<[string, string][]> {
  const folder = mkdtempSync(join(tmpdir(), 'onex-api-'));
  try {
    compileRuntime(['--outDir', folder]);
    return await Promise.all(
      entryPoints(readManifest(join(ROOT, 'runtime'))).map(
        async ([name, source]): Promise<[string, string]> => {
          const title = name.replace(/^\./, 'onex-runtime');
          const entry = join(folder, source.replace('./src/', '').replace(/\.ts$/, '.d.ts'));
          const report = await reportOf(title, surfaceOf(entry, DECLARATIONS));
          return [`runtime/${name === '.' ? 'index' : name.slice(2)}.api.md`, report];
        },
      ),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The text of each report by its path below the folder of the reports. */
export async function apiReports(): Promise<ReadonlyMap<string, string>> {
  const own = [...(await generators())].map(([folder, command]): [string, string] => [
    `generators/${folder}.api.md`,
    generatorReport(folder, command),
  ]);
  return new Map([...(await runtimeReports()), ...own]);
}
