/**
 * `npm run matrix` injects the event bus into sample classes, compiles them under each supported compiler setting, and runs
 * them in Node, test runners, and bundles, with the runtime installed and missing. A cell is `ok` if the classes compile
 * and run as they do without the event bus, and the bus is open or reported as unavailable. The result is printed and
 * written into docs/injection.md.
 *
 *   --only TEXT      only cells whose name contains the text; the page is not written
 *   --folder DIR     where the tools are installed; default onex-matrix in the folder for temporary files. It must not be
 *                    below a folder in which the runtime is installed
 *
 * Run `npm run build` first. The tools are installed once.
 */
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { compilerCells } from './compilers/index.ts';
import { runnerCells } from './runners/index.ts';
import { resultsOf } from './cell.ts';
import { writeTables } from './page.ts';
import { prepareWorkshop } from './workshop/index.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    folder: { type: 'string', default: path.join(tmpdir(), 'onex-matrix') },
  },
});

const workshop = await prepareWorkshop(path.resolve(values.folder), ROOT);
const cells = [...compilerCells(workshop), ...runnerCells(workshop)].filter(({ name }) =>
  name.includes(values.only),
);
const results = await resultsOf(cells, ({ cell, result }) => console.log(`${cell.name}: ${result}`));
const wrong = results.filter(({ result }) => result.startsWith('wrong'));
console.log(`\n${results.length - wrong.length} of ${results.length} cells are as they must be.`);
for (const { cell, result } of wrong) console.log(`${cell.name}: ${result}`);
if (values.only === '') await writeTables(path.join(ROOT, 'docs/injection.md'), results);
process.exitCode = wrong.length === 0 ? 0 : 1;
