import { expect } from 'chai';
import { resultsOf, type Cell } from '../../scripts/matrix/cell.ts';
import { compilerCells } from '../../scripts/matrix/compilers/index.ts';
import { runnerCells } from '../../scripts/matrix/runners/index.ts';
import { prepareWorkshop } from '../../scripts/matrix/workshop/index.ts';
import { built, ROOT } from '../support/built.ts';
import { folder, removeFolders } from '../support/folders.ts';

const TOOLS = ['typescript', 'typescript-7', '@types/node', 'esbuild', 'jest', 'tsx'];

/** Twenty cells of `npm run matrix`, and how each has to end. */
const SAMPLE: Readonly<Record<string, string>> = {
  'TypeScript 5.9 commonjs, no type strict': 'ok',
  'TypeScript 5.9 commonjs, type commonjs verbatimModuleSyntax': 'rejected: TS1295',
  'TypeScript 5.9 es2015, type module strict': 'rejected: TS1323',
  'TypeScript 5.9 esnext + bundler, type module isolatedDeclarations': 'ok',
  'TypeScript 5.9 node16, type commonjs verbatimModuleSyntax': 'ok',
  'TypeScript 5.9 nodenext, type module checkJs': 'ok',
  'TypeScript 7.0 commonjs, type commonjs noImplicitOverride': 'ok',
  'TypeScript 7.0 es2022, type module exactOptionalPropertyTypes': 'ok',
  'TypeScript 7.0 node16, type commonjs strict': 'ok',
  'TypeScript 7.0 node20, no type isolatedDeclarations': 'ok',
  'TypeScript 7.0 nodenext, type commonjs checkJs': 'ok',
  'TypeScript 7.0 preserve, type module strict': 'ok',
  'Programs Node, ES module present': 'ok',
  'Programs Node, CommonJS present': 'ok',
  'Programs Node, CommonJS absent': 'ok',
  'Programs tsx, CommonJS present': 'ok',
  'Test runners Jest, CommonJS present': 'unavailable, reported',
  'Bundles esbuild, esm → esm present': 'ok',
  'Bundles esbuild, esm → cjs absent': 'ok',
  'Bundles esbuild, cjs → cjs present': 'ok',
};

describe('an injected class in other projects', function () {
  this.timeout(300_000);
  let cells: readonly Cell[];
  before(async () => {
    await built();
    const workshop = await prepareWorkshop(await folder(), ROOT, TOOLS);
    const all = [...compilerCells(workshop), ...runnerCells(workshop)];
    cells = all.filter(({ name }) => Object.hasOwn(SAMPLE, name));
  });
  after(removeFolders);

  it('compiles and runs as before, with the packed runtime installed and missing', async () => {
    const results = await resultsOf(cells);
    expect(Object.fromEntries(results.map(({ cell, result }) => [cell.name, result]))).to.deep.equal(SAMPLE);
  });
});
