/**
 * `onex contract diff HEAD` of a project with 100 nodes, as a process from exec to exit: with no change, with one breaking
 * change, and with one breaking change in every node. Each orchestrator depends on the effect before it.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { NODE_KINDS, readContract } from 'onex-runtime/contract';
import { contractFromAnswers, type StepAnswer } from '../../lib/contract/index.ts';
import { parseDomain, parseNodeName, parseOperationName } from '../../lib/naming/index.ts';
import { alternate } from '../lib/alternate.ts';
import { median, spread } from '../lib/statistics.ts';
import { printTable } from '../lib/table.ts';

const NODES = 100;
const ROUNDS = 7;
const LIMIT_MS = 300;
const bin = path.resolve(import.meta.dirname, '../../dist/bin/onex.js');

function writeProject(root: string): string[] {
  writeFileSync(path.join(root, '.yo-rc.json'), '{"generator-onex": {"name": "shop"}}\n');
  let step: StepAnswer | null = null;
  return Array.from({ length: NODES }, (_, index) => {
    const kind = NODE_KINDS[index % NODE_KINDS.length]!;
    const text = contractFromAnswers({
      kind,
      name: parseNodeName(`part_${index}`),
      domain: parseDomain('shop'),
      description: null,
      operations:
        kind === 'reducer' || kind === 'orchestrator' ? [] : ['create', 'read'].map(parseOperationName),
      nodeVersion: null,
      steps: kind === 'orchestrator' && step !== null ? [step] : [],
    });
    const { contract } = readContract(text, { file: 'contract.yaml' });
    if (contract === null) throw new Error('the contract of a benchmark cannot be read');
    if (kind === 'effect') step = { contract, operation: 'create' };
    const file = path.join(root, 'nodes', contract.name, 'v1_0_0/contract.yaml');
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  });
}

/** One command line from exec to exit, in milliseconds. */
function timed(root: string, exitCode: number): number {
  const start = performance.now();
  const { status } = spawnSync(process.execPath, [bin, 'contract', 'diff', 'HEAD', '--json'], { cwd: root });
  if (status !== exitCode) throw new Error(`onex contract diff ended with ${status}, not with ${exitCode}`);
  return performance.now() - start;
}

export async function run(): Promise<void> {
  const root = mkdtempSync(path.join(tmpdir(), 'onex-bench-'));
  try {
    const files = writeProject(root);
    const git = (...args: string[]): void =>
      void execFileSync('git', ['-c', 'user.name=B', '-c', 'user.email=b@example.com', ...args], {
        cwd: root,
      });
    git('init', '-q');
    git('add', '-A');
    git('commit', '-qm', 'First');
    const texts = files.map((file) => readFileSync(file, 'utf8'));
    const change = (count: number): void => {
      for (const [index, file] of files.entries()) {
        const renamed = texts[index]!.replaceAll(/onex\.(cmd|evt)\.shop\./g, 'onex.$1.store.');
        writeFileSync(file, index < count ? renamed : texts[index]!);
      }
    };
    const of = (name: string, count: number): { name: string; run: () => number } => ({
      name,
      run() {
        change(count);
        return timed(root, count === 0 ? 0 : 2);
      },
    });
    const contestants = [
      of('no change', 0),
      of('a breaking change in one node', 1),
      of('breaking changes in every node', NODES),
    ];
    const times = await alternate(contestants, { rounds: ROUNDS });
    console.log(`\nonex contract diff HEAD, ${NODES} nodes`);
    printTable(
      ['', 'ms', 'least–most', `it / ${LIMIT_MS} ms`],
      contestants.map(({ name }, index) => {
        const own = times[index]!;
        return [name, median(own).toFixed(0), spread(own), (median(own) / LIMIT_MS).toFixed(2)];
      }),
    );
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
