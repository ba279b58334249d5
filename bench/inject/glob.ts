import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { median } from '../lib/statistics.ts';
import { printTable } from '../lib/table.ts';
import { classOf } from './files.ts';
import { jscodeshiftTransform, tsMorphProgram } from './programs.ts';

const FILES = 1000;
const LINES = 200;
const ROUNDS = 3;
const BENCH = path.resolve(import.meta.dirname, '..');
const ONEX = path.resolve(BENCH, '../dist/bin/onex.js');

interface Contestant {
  readonly name: string;
  /** Arguments of Node. */
  readonly args: readonly string[];
  /** The files have the event bus before. */
  readonly isInjected?: boolean;
}

interface Run {
  readonly seconds: number;
  /** Of all processes of the run together. */
  readonly cpuSeconds: number;
  /** Peaks of all processes of the run together. */
  readonly megabytes: number;
}

/** The same edit of a thousand files by the command lines, each from its start to its end. */
export async function runGlob(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'onex-glob-'));
  try {
    const event = [ONEX, 'event-bus', 'src/**/*.ts', '--all', '--domain', 'bench', '--quiet'];
    const shift = path.join(BENCH, 'node_modules/jscodeshift/bin/jscodeshift.js');
    const contestants: readonly Contestant[] = [
      { name: 'onex event-bus', args: event },
      { name: 'onex event-bus --remove', args: [...event, '--remove'], isInjected: true },
      {
        name: 'jscodeshift',
        args: [shift, '-t', 'transform.cjs', '--parser=ts', '--extensions=ts', '--cpus=2', '--silent', 'src'],
      },
      { name: 'ts-morph', args: ['program.cjs'] },
    ];
    const runs = contestants.map((): Run[] => []);
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [index, contestant] of contestants.entries()) {
        writeProject(folder);
        if (contestant.isInjected === true) measured(folder, event);
        runs[index]!.push(measured(folder, contestant.args));
      }
    }
    console.log(`${FILES} files of ${LINES} lines, median of ${ROUNDS} runs of the command line`);
    const rows = contestants.map(({ name }, index) => {
      const seconds = median(runs[index]!.map((run) => run.seconds));
      const megabytes = median(runs[index]!.map((run) => run.megabytes));
      const cpu = median(runs[index]!.map((run) => run.cpuSeconds));
      return [name, (FILES / seconds).toFixed(0), cpu.toFixed(1), megabytes.toFixed(0)];
    });
    printTable(['', 'files/s', 'CPU s', 'MB'], rows);
    console.log('target: files/s ≥ 3 × jscodeshift');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeProject(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.join(folder, 'src'), { recursive: true });
  writeFileSync(
    path.join(folder, 'package.json'),
    '{ "type": "module", "dependencies": { "onex-runtime": "*" } }\n',
  );
  writeFileSync(path.join(folder, 'transform.cjs'), jscodeshiftTransform());
  writeFileSync(path.join(folder, 'program.cjs'), tsMorphProgram(path.join(BENCH, 'node_modules/ts-morph')));
  writeFileSync(
    path.join(folder, 'peak.cjs'),
    "const { appendFileSync } = require('node:fs');\nprocess.on('exit', () => appendFileSync(process.env.PEAKS, [process.resourceUsage().maxRSS, process.cpuUsage().user + process.cpuUsage().system].join(' ') + '\\n'));\n",
  );
  for (let index = 0; index < FILES; index += 1)
    writeFileSync(
      path.join(folder, `src/store-${index}.ts`),
      classOf(LINES).replace('class Store', `class Store${index}`),
    );
}

function measured(folder: string, args: readonly string[]): Run {
  const peaks = path.join(folder, 'peaks');
  writeFileSync(peaks, '');
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, PEAKS: peaks, NODE_OPTIONS: `--require ${path.join(folder, 'peak.cjs')}` },
  });
  const seconds = (performance.now() - started) / 1000;
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  const used = readFileSync(peaks, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(' ').map(Number));
  const sum = (index: number): number => used.reduce((total, numbers) => total + (numbers[index] ?? 0), 0);
  return { seconds, cpuSeconds: sum(1) / 1e6, megabytes: sum(0) / 1024 };
}
