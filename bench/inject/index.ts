/**
 * The same edit of one class (two methods and a module-level piece) in files of 200, 1,000 and 5,000
 * lines: by insertion as the generator does it, all invariants checked; by recast with reprint, by jscodeshift and by
 * ts-morph, none of which checks anything. Then how many files of a collection of hard cases each keeps intact,
 * the time of a removal, and a thousand files at once by the command lines.
 */
import { injectEventBus, removeEventBus, type InjectionResult } from '../../lib/injection/index.ts';
import { alternate } from '../lib/alternate.ts';
import { median, spread } from '../lib/statistics.ts';
import { printTable } from '../lib/table.ts';
import { classOf, keptIntact, tortureFiles } from './files.ts';
import { runGlob } from './glob.ts';
import { jscodeshift, recastReprint, tsMorph, type Edit } from './rivals.ts';

const SIZES = [200, 1000, 5000];
const ROUNDS = 15;
const WARMUP = 5;

function onex(text: string): string {
  const result = injectEventBus({ path: 'a.ts', text }, { all: true });
  if (result.status !== 'injected') throw new Error(result.status);
  return result.text;
}

const CONTESTANTS: readonly { readonly name: string; readonly edit: Edit }[] = [
  { name: 'onex event-bus', edit: onex },
  { name: 'recast, reprinted', edit: recastReprint() },
  { name: 'jscodeshift', edit: jscodeshift() },
  { name: 'ts-morph', edit: tsMorph() },
];

function timed(edit: Edit, text: string): number {
  const start = process.hrtime.bigint();
  edit(text);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

function intact(edit: Edit, files: readonly string[]): number {
  return files.filter((text) => {
    try {
      return keptIntact(text, edit(text));
    } catch {
      return false;
    }
  }).length;
}

function removed({ text, record }: Extract<InjectionResult, { status: 'injected' }>): string {
  const result = removeEventBus({ path: 'a.ts', text }, record, { all: true });
  if (result.status !== 'removed') throw new Error(result.status);
  return result.text;
}

export async function run(): Promise<void> {
  const rows = CONTESTANTS.map(({ name }) => [name]);
  for (const size of SIZES) {
    const text = classOf(size);
    const times = await alternate(
      CONTESTANTS.map(({ name, edit }) => ({ name, run: () => timed(edit, text) })),
      { rounds: ROUNDS, warmup: WARMUP },
    );
    const own = median(times[0]!);
    for (const [index, row] of rows.entries()) {
      row.push(spread(times[index]!), (median(times[index]!) / own).toFixed(1));
    }
  }
  const files = tortureFiles();
  for (const [index, row] of rows.entries()) {
    row.push(`${intact(CONTESTANTS[index]!.edit, files)} of ${files.length}`);
  }
  console.log(
    `${ROUNDS} rounds after ${WARMUP} to warm up; ms: median (min–max), and how many times the first`,
  );
  console.log("kept intact: every old line is there, in order, to the byte; of the tests' hard syntax");
  printTable(['', ...SIZES.flatMap((size) => [`${size} lines`, '×']), 'kept intact'], rows);
  const injected = injectEventBus({ path: 'a.ts', text: classOf(200) }, { all: true });
  if (injected.status !== 'injected') throw new Error(injected.status);
  const removals = await alternate([{ name: 'remove', run: () => timed(() => removed(injected), '') }], {
    rounds: ROUNDS,
    warmup: WARMUP,
  });
  console.log(`onex event-bus --remove, 200 lines: ${spread(removals[0]!)} ms`);
  console.log('targets: ≤ 20 ms for 200 lines; ts-morph ≥ 5 ×; nobody keeps more files intact');
  await runGlob();
}
