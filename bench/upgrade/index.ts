/**
 * `onex upgrade` and `onex status` of projects with 10, 100 and 1,000 nodes, as whole processes: with nothing to do,
 * and to a version whose templates differ by one line in one file of each node. The cost of a node is to stay the same.
 * An effect with many operations is generated again: the cost of a file is to stay the same.
 * Beside them, on the same files: `copier update` of one project and of a hundred, and Yeoman's conflicter, forced.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { nextVersion } from '../../scripts/release/next-version.ts';
import { printTable } from '../lib/table.ts';
import { forceFiles } from './conflicter.ts';
import { installCopier } from './copier.ts';
import { copierManyProjects, copierOneProject } from './copier-runs.ts';
import { measureNode, type Measured } from './measure.ts';
import { makeProject } from './project.ts';
import { regenerateWideNode } from './wide-node.ts';

const COUNTS = [10, 100, 1000];
/** Of one effect. */
const OPERATIONS = [100, 200, 400];
/** Copier starts git for each file, so that more nodes would take it a good part of an hour. */
const MOST_FOR_COPIER = 100;
const LIMITS = 'status 2,000 ms, nothing to do 3,000 ms, one change each 6,000 ms, 350 MB';
const onex = path.resolve(import.meta.dirname, '../../dist/bin/onex.js');

/** What one contestant took for a whole project. */
interface Row {
  readonly name: string;
  readonly measured: Measured;
}

interface Task {
  readonly nodes: number;
  readonly what: 'status' | 'nothing to do' | 'one change each';
  /** The first is onex. */
  readonly rows: readonly Row[];
}

/** Copies a project without what only onex needs. */
function copyPlain(project: string, to: string): string {
  cpSync(project, to, { recursive: true, filter: (source) => path.basename(source) !== '.onex' });
  return to;
}

/** What copier takes for the same files: nothing to do, and one change each. */
function copierRows(nodes: number, before: string, after: string, scratch: string): [Row[], Row[]] {
  const one = copierOneProject(before, after, path.join(scratch, 'copier'));
  const change = [{ name: 'copier update', measured: one.change }];
  if (nodes === MOST_FOR_COPIER) {
    const measured = copierManyProjects(before, after, path.join(scratch, 'copiers'), nodes);
    change.push({ name: `copier update, ${nodes} projects of one node`, measured });
  }
  return [[{ name: 'copier update', measured: one.nothing }], change];
}

async function compare(nodes: number, next: string, scratch: string, withCopier: boolean): Promise<Task[]> {
  const project = await makeProject(nodes);
  try {
    const upgrade = (bin: string): Row => ({
      name: 'onex upgrade',
      measured: measureNode(bin, ['upgrade', '--quiet'], project),
    });
    const force = (wanted: string): Row => ({
      name: 'conflicter --force',
      measured: forceFiles(forced, wanted, scratch),
    });
    // The first run notes what the nodes were rendered from.
    upgrade(onex);
    const status = { name: 'onex status', measured: measureNode(onex, ['status'], project) };
    const nothing = upgrade(onex);
    const before = copyPlain(project, path.join(scratch, 'before'));
    const change = upgrade(next);
    const after = copyPlain(project, path.join(scratch, 'after'));
    const forced = copyPlain(before, path.join(scratch, 'forced'));
    const ofYeoman = [force(before), force(after)] as const;
    const copies = withCopier && nodes <= MOST_FOR_COPIER;
    const ofCopier = copies ? copierRows(nodes, before, after, scratch) : [[], []];
    return [
      { nodes, what: 'status', rows: [status] },
      { nodes, what: 'nothing to do', rows: [nothing, ofYeoman[0], ...ofCopier[0]!] },
      { nodes, what: 'one change each', rows: [change, ofYeoman[1], ...ofCopier[1]!] },
    ];
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}

function tableRows({ nodes, what, rows }: Task): string[][] {
  const own = rows[0]!.measured.milliseconds;
  return rows.map(({ name, measured: { milliseconds, megabytes } }) => [
    `${nodes} nodes, ${what}: ${name}`,
    milliseconds.toFixed(0),
    (milliseconds / nodes).toFixed(2),
    megabytes.toFixed(0),
    (own / milliseconds).toFixed(3),
  ]);
}

export async function run(): Promise<void> {
  if (!existsSync(onex)) throw new Error('dist/bin/onex.js is missing: npm run build');
  const missing = installCopier();
  if (missing !== null) console.log(`Without copier: ${missing}.`);
  const scratch = mkdtempSync(path.join(tmpdir(), 'onex-bench-'));
  const next = nextVersion('9.0.0');
  try {
    const tasks: Task[] = [];
    for (const nodes of COUNTS) {
      const place = path.join(scratch, String(nodes));
      mkdirSync(place);
      tasks.push(...(await compare(nodes, next, place, missing === null)));
      rmSync(place, { recursive: true, force: true });
    }
    const wide = OPERATIONS.map((count) => regenerateWideNode(onex, count, scratch));
    printTable(['wall, one run', 'ms', 'ms per node', 'MB', 'onex / it'], tasks.flatMap(tableRows));
    printTable(
      ['one effect, one operation more', 'ms', 'ms per file', 'MB'],
      wide.map(({ operations, files, measured: { milliseconds, megabytes } }) => [
        `${operations} operations, ${files} files`,
        milliseconds.toFixed(0),
        (milliseconds / files).toFixed(2),
        megabytes.toFixed(0),
      ]),
    );
    console.log(`targets of onex with 1,000 nodes: ${LIMITS}; the same per node with 10, 100 and 1,000`);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
    rmSync(path.resolve(next, '../../..'), { recursive: true, force: true });
  }
}
