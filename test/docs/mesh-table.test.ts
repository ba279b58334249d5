import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { CELLS } from '../../scripts/mesh/cells/index.ts';
import { PAGE, tableOf, withResults } from '../../scripts/mesh/table.ts';

describe('the table of what was run beside Python nodes', () => {
  const page = readFileSync(PAGE, 'utf8').split('\n');
  const cellsOf = (line: string): string[] => line.split('|').map((text) => text.trim());
  const expected = tableOf(new Map(CELLS.map((cell) => [cell, true])));

  it('has a row for each sender and receiver of the check, and every check passed', () => {
    const lines = page.map((line) => cellsOf(line).join('|'));
    for (const row of expected.split('\n')) expect(lines, row).to.include(cellsOf(row).join('|'));
  });

  it('counts the checks', () => {
    expect(page.join('\n')).to.match(new RegExp(`^${CELLS.length} of ${CELLS.length} checks passed`, 'mu'));
  });

  it('shows a check that failed, also when another of the same row and column passed', () => {
    const [first] = CELLS;
    const twice = new Map([
      [{ ...first! }, false],
      [{ ...first! }, true],
    ]);
    expect(tableOf(twice).split('\n').at(-1)).to.include('**failed**').and.not.include('passed');
  });

  it('replaces what an earlier run wrote, and nothing else', () => {
    const text = readFileSync(PAGE, 'utf8');
    const written = withResults(text, 'one');
    expect(withResults(written, 'two')).to.equal(written.replace('\none\n', '\ntwo\n'));
    expect(() => withResults('no place', 'x')).to.throw('no line');
  });
});
