/**
 * From the text of a contract to the files of its node, in this process, once warm: reading, rendering and injecting
 * the event bus; then with the verification of every file too. Over the contracts below the folder that
 * ONEX_CONTRACTS names; without it, over one of each kind as `onex` writes them.
 */
import path from 'node:path';
import { readContract, NODE_KINDS } from 'onex-runtime/contract';
import { injectInto, renderNode } from '../../generators/node/render/index.ts';
import { contractFromAnswers } from '../../lib/contract/index.ts';
import { parseDomain, parseNodeName } from '../../lib/naming/index.ts';
import type { ProjectAnswers, Unit } from '../../lib/render/index.ts';
import { verifyUnits } from '../../lib/verify/index.ts';
import { findContracts, type FoundContract } from '../../scripts/corpus/contracts/find.ts';
import { alternate } from '../lib/alternate.ts';
import { median, spread } from '../lib/statistics.ts';
import { printTable } from '../lib/table.ts';

const ROUNDS = 10;
const LIMIT_MS = 200;
const repository = path.resolve(import.meta.dirname, '../..');

const project: ProjectAnswers = {
  name: 'bench',
  description: 'Contracts of a benchmark',
  domain: 'bench',
  generatorVersion: '0.0.0',
  withNode: null,
  runtimeVersion: null,
};

const ours = (): readonly FoundContract[] =>
  NODE_KINDS.map((kind) => ({
    path: kind,
    text: contractFromAnswers({
      kind,
      name: parseNodeName('payment'),
      domain: parseDomain('billing'),
      description: null,
      operations: [],
      nodeVersion: null,
      steps: [],
    }),
  }));

async function generate({ path: file, text }: FoundContract): Promise<Unit | null> {
  const { contract } = readContract(text, { file });
  if (contract === null) return null;
  return injectInto(
    renderNode(contract, text, project, { eventBus: true, workflowEngine: 'builtin' }),
    contract,
  );
}

async function timed(contracts: readonly FoundContract[], verify: boolean): Promise<number> {
  const start = performance.now();
  for (const contract of contracts) {
    const unit = await generate(contract);
    if (unit !== null && verify) await verifyUnits([unit], repository);
  }
  return performance.now() - start;
}

export async function run(): Promise<void> {
  const folder = process.env['ONEX_CONTRACTS'];
  const contracts = folder === undefined ? ours() : findContracts(path.resolve(folder));
  const [first] = contracts;
  if (first === undefined) throw new Error(`no contract below ${folder}`);
  const largest = contracts.reduce((a, b) => (b.text.length > a.text.length ? b : a), first);
  const contestants = [
    { name: 'all, generate', contracts, verify: false },
    { name: 'all, generate and verify', contracts, verify: true },
    { name: 'largest, generate', contracts: [largest], verify: false },
    { name: 'largest, generate and verify', contracts: [largest], verify: true },
  ];
  const times = await alternate(
    contestants.map((contestant) => ({
      name: contestant.name,
      run: () => timed(contestant.contracts, contestant.verify),
    })),
    { rounds: ROUNDS },
  );
  console.log(`${contracts.length} contracts, ${ROUNDS} rounds; ms: median (min–max)`);
  console.log(`largest: ${path.basename(largest.path)}, ${largest.text.length} characters`);
  printTable(
    ['', 'ms', 'contracts/s', 'of the limit'],
    contestants.map(({ name, contracts: { length } }, index) => [
      name,
      spread(times[index]!),
      ((length / median(times[index]!)) * 1000).toFixed(0),
      length === 1 ? (median(times[index]!) / LIMIT_MS).toFixed(2) : '',
    ]),
  );
  console.log(`limit: the largest contract ≤ ${LIMIT_MS} ms`);
}
