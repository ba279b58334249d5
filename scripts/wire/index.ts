/**
 * `npm run check:wire` makes a project with a node of each kind, collects what its nodes publish, and lets the models of
 * the Python ecosystem (from its own packages, installed into a temporary folder) read it; then the effect reads
 * envelopes that those models made. Prints a line per topic. Exit code 1 where anything was refused.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { install, onex } from '../demo/commands.ts';
import { logRecords, type PublishedRecord } from './log-records.ts';
import { installModels, type Models } from './python.ts';

interface ForeignAnswer {
  readonly foreign: string;
  readonly answer: string | null;
}

/** The opt-in events whose models the packages of the check have. */
const EVENTS = 'contract-registered,contract-deregistered,flow-window';

async function makeProject(folder: string): Promise<void> {
  mkdirSync(folder);
  await onex(folder, ['effect', 'payment', '--domain', 'billing', '--yes']);
  await onex(folder, ['compute', 'price', '--domain', 'billing', '--event-bus', '--yes']);
  await onex(folder, ['reducer', 'order', '--domain', 'billing', '--event-bus', '--yes']);
  const steps = 'price:compute,payment:create';
  await onex(folder, ['orchestrator', 'checkout', '--domain', 'billing', '--steps', steps, '--yes']);
  await install(folder);
  copyFileSync(join(import.meta.dirname, 'probe.ts'), join(folder, 'probe.ts'));
}

function probe(project: string, foreign: string): readonly (PublishedRecord | ForeignAnswer)[] {
  const output = execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', 'probe.ts'], {
    cwd: project,
    input: foreign,
    encoding: 'utf8',
    env: { ...process.env, ONEX_HEARTBEAT_SECONDS: '1', ONEX_PLATFORM_EVENTS: EVENTS },
    stdio: ['pipe', 'pipe', 'inherit'],
    maxBuffer: 1 << 26,
  });
  const lines = output.split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as PublishedRecord | ForeignAnswer);
}

/** Prints how many records of each topic the models accepted. Gives how many they refused. */
function report(models: Models, records: readonly PublishedRecord[]): number {
  const input = records.map((record) => `${JSON.stringify(record)}\n`).join('');
  const verdicts = models('check', input).trimEnd().split('\n');
  const counts = new Map<string, { accepted: number; refused: string[] }>();
  for (const verdict of verdicts) {
    const [topic = '', reason = ''] = verdict.split('\t');
    const count = counts.get(topic) ?? { accepted: 0, refused: [] };
    counts.set(topic, count);
    if (reason === '') count.accepted += 1;
    else count.refused.push(reason);
  }
  let refused = 0;
  for (const [topic, count] of [...counts].toSorted(([a], [b]) => a.localeCompare(b))) {
    console.log(`${topic}: ${count.accepted} accepted, ${count.refused.length} refused`);
    for (const reason of count.refused) console.log(`  ${reason}`);
    refused += count.refused.length;
  }
  return refused + (records.length - verdicts.length);
}

const OPT_IN = ['contract-registered', 'contract-deregistered', 'log-entry'].map(
  (name) => `onex.evt.platform.${name}.v1`,
);

const work = mkdtempSync(join(tmpdir(), 'onex-wire-'));
try {
  const models = installModels(work);
  const project = join(work, 'shop');
  await makeProject(project);
  const lines = probe(project, models('make', ''));
  const published = [...lines.filter((line) => 'topic' in line), ...(await logRecords())];
  for (const topic of OPT_IN)
    if (!published.some((record) => record.topic === topic))
      throw new Error(`nothing was published on ${topic}`);
  const refused = report(models, published);
  const answers = lines.filter((line) => 'foreign' in line);
  const read = answers.filter(({ answer }) => answer !== null && !answer.startsWith('onex.dlq.'));
  console.log(`envelopes made by the Python models: ${read.length} of ${answers.length} answered`);
  if (refused > 0 || answers.length === 0 || read.length < answers.length) process.exitCode = 1;
} catch (error) {
  console.error(`error: ${(error as Error).message.split('\n', 1)[0]}`);
  process.exitCode = 1;
} finally {
  rmSync(work, { recursive: true, force: true });
}
