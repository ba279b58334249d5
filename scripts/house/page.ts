import { paragraphs, table } from '../reference/markdown.ts';
import { MOST_FILES, MOST_LINES, type Exceptions } from './limits.ts';
import { SHORT, type Figures } from './measure.ts';

/** Figures of an earlier state of the repository; absent: not measured then. */
export type Earlier = Partial<Figures>;

const LABELS: readonly (readonly [label: string, key: Exclude<keyof Figures, 'areas' | 'surveyed'>])[] = [
  ['Production files', 'productionFiles'],
  ['Lines of a production file, median', 'medianLines'],
  ['The same without `index.ts` files', 'medianLinesWithoutIndex'],
  ['Lines of a production file, most', 'maxLines'],
  [`Files over ${MOST_LINES} lines, tests and scripts included`, 'filesOver300'],
  [`Folders with more than ${MOST_FILES} files, tests and scripts included`, 'foldersOver12'],
  ['Production files with exactly one importer', 'oneImporter'],
  [`Of these, files under ${SHORT} lines`, 'oneImporterShort'],
  ['Of these, files whose importer is not an `index.ts`', 'oneImporterShortDirect'],
  ['`index.ts` files', 'indexFiles'],
  ['Of these, files that describe their folder', 'indexFilesWithDescription'],
  ['Files that `injectEventBus` loads, directly or not', 'injectEventBusLoads'],
  ['Of these, files in `lib/injection`', 'injectEventBusLoadsOwn'],
  ['Files that `readContract` loads, directly or not', 'readContractLoads'],
  ['Files that the file of `readContract` imports', 'readContractImports'],
];

function summary(first: Earlier, before: Figures, now: Figures): string {
  const rows = LABELS.map(([label, key]) => [
    label,
    ...[first, before, now].map((one) => String(one[key] ?? '–')),
  ]);
  return table(['', 'First survey', 'Before', 'Now'], rows);
}

function areas(before: Figures, now: Figures): string {
  const rows = Object.entries(now.areas).map(([area, figures]) => {
    const old = before.areas[area];
    const change = (key: keyof typeof figures): string => `${old?.[key] ?? '–'} → ${figures[key] ?? '–'}`;
    return [
      `\`${area}\``,
      change('files'),
      change('medianLines'),
      change('maxLines'),
      change('folders'),
      change('medianFilesPerFolder'),
      change('maxFilesPerFolder'),
      change('oneImporter'),
      change('oneImporterShort'),
    ];
  });
  const head = [
    'Area',
    'Files',
    'Lines, median',
    'Lines, most',
    'Folders',
    'Files per folder, median',
    'Files per folder, most',
    'One importer',
    `Of these, under ${SHORT} lines`,
  ];
  return table(head, rows);
}

function surveyed(first: Earlier, before: Figures, now: Figures): string {
  const rows = Object.entries(now.surveyed).map(([folder, files]) => [
    `\`${folder}\``,
    ...[first.surveyed?.[folder], before.surveyed[folder], files].map((count) => String(count ?? '–')),
  ]);
  return table(['Folder', 'First survey', 'Before', 'Now'], rows);
}

function exceptionsTable(exceptions: Exceptions): string {
  const rows = Object.values(exceptions).flatMap((paths: Exceptions['files']) =>
    Object.entries(paths).map(([path, { size, reason }]) => [`\`${path}\``, String(size), reason]),
  );
  return rows.length === 0 ? 'There are none.' : table(['Path', 'Size', 'Reason'], rows);
}

/** The text of docs/house.md. */
export function pageText(first: Earlier, before: Figures, now: Figures, exceptions: Exceptions): string {
  return paragraphs([
    '# The house',
    '<!-- Made by `npm run house`. -->',
    'This page is for maintainers. It shows how the code is divided: files per folder, lines per file, and imports. `npm run house` measures the working tree and writes the page. “First survey” has the figures of an earlier survey, which another script made when there was less code. “Before” is the state before the folders were divided (commit `d33f98ad`), measured by the same script as “Now”.',
    '## Figures',
    summary(first, before, now),
    'A file is loaded by another one if a chain of imports leads to it, without imports of types. Templates of generated projects and fixtures of tests are not counted.',
    '## Areas',
    'Before → now:',
    areas(before, now),
    '## Folders that were overfull',
    'Files directly in the folder, without its subfolders:',
    surveyed(first, before, now),
    '## Exceptions',
    `A file has at most ${MOST_LINES} lines, and a folder at most ${MOST_FILES} files. A test checks this. The exceptions are in \`scripts/house/exceptions.json\`. The list only becomes shorter.`,
    exceptionsTable(exceptions),
  ]);
}
