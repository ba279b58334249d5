import { EventEmitter } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import {
  type Events,
  type InstrumentedSpace,
  type Suite,
  watchCoverage,
} from '../../../scripts/mutation/stryker/coverage.ts';
import { folder, removeFolders } from '../../support/folders.ts';

const suite = (title: string, titles: readonly string[], suites: readonly Suite[] = []): Suite => ({
  suites,
  tests: titles.map((name) => ({ fullTitle: () => `${title} ${name}` })),
  fullTitle: () => title,
});

describe('the coverage of a test', () => {
  afterEach(removeFolders);

  it('includes what the `before` hooks of its suites reach, and not what those of the next suite do', async () => {
    const runner = new EventEmitter();
    const space: InstrumentedSpace = { mutantCoverage: { static: {}, perTest: { 'first a': { 1: 1 } } } };
    watchCoverage(runner as Events, space, join(await folder(), 'none'));
    space.currentTestId = 'first a';
    const second = suite('second', ['b'], [suite('second inner', ['c'])]);
    runner.emit('hook', { title: '"before all" hook in "second"', parent: second });
    space.mutantCoverage!.perTest[String(space.currentTestId)] = { 2: 5 };
    runner.emit('hook end');
    space.currentTestId = 'second b';
    runner.emit('end');
    expect(space.mutantCoverage!.perTest).to.deep.equal({
      'first a': { 1: 1 },
      'second b': { 2: 5 },
      'second inner c': { 2: 5 },
    });
  });

  it('includes what processes reach that it starts', async () => {
    const runner = new EventEmitter();
    const file = join(await folder(), 'reached');
    const space: InstrumentedSpace = {};
    watchCoverage(runner as Events, space, file);
    space.currentTestId = 'a';
    writeFileSync(file, '7\n8\n');
    runner.emit('test end');
    space.currentTestId = 'b';
    runner.emit('test end');
    writeFileSync(file, '7\n');
    runner.emit('hook end');
    expect(space.mutantCoverage!.perTest).to.deep.equal({ a: { 7: 1, 8: 1 }, b: { 7: 1 } });
  });
});
