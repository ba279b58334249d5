import {
  AREAS,
  areaOf,
  filesPerFolder,
  isProduction,
  readSources,
  trackedFiles,
  type SourceFile,
} from './files.ts';
import { importersOf, importsOf, reachedFrom, type Imports } from './imports.ts';
import { MOST_FILES, MOST_LINES } from './limits.ts';

/** Files under this length, with one importer, are candidates for a merge with it. */
export const SHORT = 40;

/** Functions that begin a large part of the work, by a text that only their file has. */
const ENTRIES = {
  injectEventBus: /export (?:async )?function injectEventBus\b/,
  readContract: /export (?:async )?function readContract\(/,
} as const;

export interface AreaFigures {
  readonly files: number;
  readonly medianLines: number;
  readonly maxLines: number;
  readonly folders: number;
  readonly medianFilesPerFolder: number;
  readonly maxFilesPerFolder: number;
  /** Null for tests and scripts, whose importers are not counted. */
  readonly oneImporter: number | null;
  readonly oneImporterShort: number | null;
}

/** Folders that the first survey found overfull. */
const SURVEYED = [
  'lib/injection',
  'lib/render/view',
  'generators/node',
  'runtime/src/contract/read',
  'runtime/src/event-bus',
] as const;

/** Everything that docs/house.md shows. */
export interface Figures {
  readonly productionFiles: number;
  readonly medianLines: number;
  /** Without the `index.ts` files, which only export. */
  readonly medianLinesWithoutIndex: number;
  readonly maxLines: number;
  readonly filesOver300: number;
  readonly foldersOver12: number;
  readonly oneImporter: number;
  readonly oneImporterShort: number;
  /** Of these, those that are imported by something else than the `index.ts` of their folder, which passes them on. */
  readonly oneImporterShortDirect: number;
  readonly indexFiles: number;
  readonly indexFilesWithDescription: number;
  readonly injectEventBusLoads: number;
  /** Of these, those in `lib/injection`. */
  readonly injectEventBusLoadsOwn: number;
  readonly readContractLoads: number;
  readonly readContractImports: number;
  readonly areas: Readonly<Record<string, AreaFigures>>;
  /** Files directly in each of the surveyed folders. */
  readonly surveyed: Readonly<Record<string, number>>;
}

/** The middle of some numbers; 0 where there are none. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  if (sorted.length === 0) return 0;
  return sorted.length % 2 === 1 ? sorted[middle]! : Math.round((sorted[middle - 1]! + sorted[middle]!) / 2);
}

const greatest = (numbers: readonly number[]): number => numbers.reduce((a, b) => Math.max(a, b), 0);

/** Whether an `index.ts` begins with a paragraph about its folder. */
export function isDescribed({ text }: Pick<SourceFile, 'text'>): boolean {
  const [comment = ''] = /^\/\*\*.*?\*\//s.exec(text) ?? [];
  return comment.replaceAll(/[/*\s]+/g, ' ').trim().length >= 40;
}

function areaFigures(
  area: string,
  files: readonly SourceFile[],
  paths: readonly string[],
  single: readonly SourceFile[],
): AreaFigures {
  const isHere = ({ path }: { readonly path: string }): boolean => areaOf(path) === area;
  const lines = files.filter(isHere).map((file) => file.lines);
  const counts = [...filesPerFolder(paths.filter((path) => isHere({ path }))).values()];
  const own = single.filter(isHere);
  const isCounted = isProduction(`${area}/`);
  return {
    files: lines.length,
    medianLines: median(lines),
    maxLines: greatest(lines),
    folders: counts.length,
    medianFilesPerFolder: median(counts),
    maxFilesPerFolder: greatest(counts),
    oneImporter: isCounted ? own.length : null,
    oneImporterShort: isCounted ? own.filter((file) => file.lines < SHORT).length : null,
  };
}

interface Loaded {
  readonly direct: number;
  readonly paths: readonly string[];
}

function loadedBy(entry: RegExp, files: readonly SourceFile[], imports: Imports): Loaded {
  const file = files.find(({ text }) => entry.test(text));
  if (file === undefined) throw new Error(`no file has ${String(entry)}`);
  return { direct: imports.all.get(file.path)?.size ?? 0, paths: [...reachedFrom(file.path, imports)] };
}

/** Measures the files that are in git in the folder of a repository. */
export function measure(root: string): Figures {
  const paths = trackedFiles(root);
  const all = readSources(root, paths);
  const files = all.filter(({ path }) => isProduction(path));
  const imports = importsOf(files);
  const importers = importersOf(imports);
  const single = files.filter(({ path }) => importers.get(path)?.length === 1);
  const short = single.filter((file) => file.lines < SHORT);
  const lines = files.map((file) => file.lines);
  const indexes = files.filter(({ path }) => path.endsWith('/index.ts'));
  const folders = filesPerFolder(paths);
  const counts = [...folders.values()];
  const injecting = loadedBy(ENTRIES.injectEventBus, files, imports);
  const reading = loadedBy(ENTRIES.readContract, files, imports);
  return {
    productionFiles: files.length,
    medianLines: median(lines),
    medianLinesWithoutIndex: median(
      files.filter((file) => !indexes.includes(file)).map((file) => file.lines),
    ),
    maxLines: greatest(lines),
    filesOver300: all.filter((file) => file.lines > MOST_LINES).length,
    foldersOver12: counts.filter((count) => count > MOST_FILES).length,
    oneImporter: single.length,
    oneImporterShort: short.length,
    oneImporterShortDirect: short.filter(({ path }) => !importers.get(path)![0]!.endsWith('/index.ts'))
      .length,
    indexFiles: indexes.length,
    indexFilesWithDescription: indexes.filter(isDescribed).length,
    injectEventBusLoads: injecting.paths.length,
    injectEventBusLoadsOwn: injecting.paths.filter((path) => path.startsWith('lib/injection/')).length,
    readContractLoads: reading.paths.length,
    readContractImports: reading.direct,
    areas: Object.fromEntries(AREAS.map((area) => [area, areaFigures(area, all, paths, single)])),
    surveyed: Object.fromEntries(SURVEYED.map((folder) => [folder, folders.get(folder) ?? 0])),
  };
}
