/**
 * `npm run matrix` injects the event bus into sample classes, compiles them under each supported compiler setting, and runs
 * them in Node, test runners, and bundles, with the runtime installed and missing. A cell is `ok` if the classes compile
 * and run as they do without the event bus, and the bus is open or reported as unavailable. Results are printed and
 * stored, and each table whose cells all have one is written into docs/injection-tests.md.
 *
 *   --only TEXT      only cells whose name contains the text
 *   --again          also cells whose result is known from a run with the same runtime, tools, and samples
 *   --folder DIR     where the tools are installed; default onex-matrix in the folder for temporary files. It must not be
 *                    below a folder in which the runtime is installed
 *
 * Run `npm run build` first. The tools are installed once.
 */
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { scriptArguments } from '../command-line.ts';
import { compilerCells } from './compilers/index.ts';
import { runnerCells } from './runners/index.ts';
import { resultsOf } from './cell.ts';
import { readMemory, stampOf, writeMemory } from './memory.ts';
import { writeTables } from './page.ts';
import { prepareWorkshop } from './workshop/index.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const { values } = scriptArguments({
  name: 'matrix',
  summary: 'Inject the event bus into sample classes, and compile and run them in many environments',
  options: {
    only: { type: 'text', description: 'only cells whose name contains the text' },
    again: { type: 'flag', description: 'also cells whose result is known from an earlier run' },
    folder: {
      type: 'text',
      placeholder: 'DIR',
      description: 'where the tools are installed; default: onex-matrix in the folder for temporary files',
    },
  },
});

const { only = '', again = false } = values;
const folder = path.resolve(values.folder ?? path.join(tmpdir(), 'onex-matrix'));
const workshop = await prepareWorkshop(folder, ROOT);
const all = [...compilerCells(workshop), ...runnerCells(workshop)];
const stamp = await stampOf(folder);
const known = await readMemory(folder, stamp);
const cells = all.filter(({ name }) => name.includes(only) && (again || !known.has(name)));
await resultsOf(cells, async ({ cell, result }) => {
  console.log(`${cell.name}: ${result}`);
  known.set(cell.name, result);
  await writeMemory(folder, stamp, known);
});
const results = all.flatMap((cell) => {
  const result = known.get(cell.name);
  return result === undefined ? [] : [{ cell, result }];
});
const wrong = results.filter(({ result }) => result.startsWith('wrong'));
console.log(`\n${results.length - wrong.length} of ${results.length} cells are as they must be.`);
for (const { cell, result } of wrong) console.log(`${cell.name}: ${result}`);
const whole = results.filter(({ cell }) =>
  all.every(({ name, table }) => table !== cell.table || known.has(name)),
);
await writeTables(path.join(ROOT, 'docs/injection-tests.md'), whole);
if (results.length < all.length) console.log(`${all.length - results.length} cells were not run yet.`);
process.exitCode = wrong.length === 0 ? 0 : 1;
