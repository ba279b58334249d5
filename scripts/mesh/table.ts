import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CASES, type Cell } from './cell.ts';

/** The page that shows what was run. */
export const PAGE = join(import.meta.dirname, '../../docs/python.md');
const BEGIN = '<!-- Written by `npm run check:mesh -- --write`. -->';
const END = '<!-- End of what the check wrote. -->';
const POM = join(import.meta.dirname, '../../test/services/kafka/pom.xml');

/** Each cell with whether it passed. */
export type Results = ReadonlyMap<Cell, boolean>;

/** Packages whose versions the page names. */
const PACKAGES = ['omnibase-core', 'omnibase-infra', 'omnibase-spi', 'omnibase-compat', 'omnimarket'];

/** A row for each pair of sender and receiver, a column for each case. */
export function tableOf(results: Results): string {
  const rows = new Map<string, Map<string, boolean>>();
  for (const [{ from, to, case: name }, passed] of results) {
    const row = rows.get(`${from} | ${to}`) ?? new Map<string, boolean>();
    row.set(name, passed && row.get(name) !== false);
    rows.set(`${from} | ${to}`, row);
  }
  const mark = (passed: boolean | undefined): string =>
    passed === undefined ? '—' : passed ? 'passed' : '**failed**';
  const head = `| From | To | ${CASES.join(' | ')} |\n| --- | --- |${' --- |'.repeat(CASES.length)}`;
  const lines = [...rows].map(
    ([pair, row]) => `| ${pair} | ${CASES.map((name) => mark(row.get(name))).join(' | ')} |`,
  );
  return [head, ...lines].join('\n');
}

/** What ran: versions, and how many of the cells passed. */
export function summaryOf(results: Results, python: string, postgres: string): string {
  const code = `from importlib.metadata import version; import sys; print(*(version(n) for n in sys.argv[1:]))`;
  const versions = execFileSync(python, ['-c', code, ...PACKAGES], { encoding: 'utf8' })
    .trim()
    .split(' ');
  const interpreter = execFileSync(python, ['--version'], { encoding: 'utf8' }).trim();
  const kafka = /<kafka\.version>([^<]+)</u.exec(readFileSync(POM, 'utf8'))?.[1];
  const services = [kafka === undefined ? 'Apache Kafka' : `Apache Kafka ${kafka}`, `PostgreSQL ${postgres}`];
  const passed = [...results.values()].filter(Boolean).length;
  const named = PACKAGES.map((name, at) => `${name} ${versions[at]}`);
  return (
    `${passed} of ${results.size} checks passed. They ran with ${named.join(', ')}; ` +
    `${interpreter}, Node.js ${process.versions.node}, ${services.join(', and ')}.`
  );
}

/** Replaces what an earlier run wrote into a page. @throws Error when the page has no place for it. */
export function withResults(page: string, text: string): string {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`the page has no line "${BEGIN}" before "${END}"`);
  return `${page.slice(0, begin)}${BEGIN}\n\n${text}\n\n${page.slice(end)}`;
}

export function writeResults(text: string): void {
  writeFileSync(PAGE, withResults(readFileSync(PAGE, 'utf8'), text));
}
