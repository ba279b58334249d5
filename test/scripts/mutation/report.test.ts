import { expect } from 'chai';
import type { Mutant } from '../../../scripts/mutation/mutants.ts';
import { areaTable, failureOf, scoreLine, survivorLines } from '../../../scripts/mutation/report.ts';
import { type Outcome, type Result, resultsOf, reusable } from '../../../scripts/mutation/results.ts';
import { NOT_CHOSEN, OUT_OF_TIME } from '../../../scripts/mutation/stryker/plan.ts';

const mutant = (line: number, replacement: string, path = 'lib/naming/a.ts'): Mutant => ({
  path,
  start: { line, column: 4 },
  end: { line, column: 9 },
  mutator: 'EqualityOperator',
  original: 'a < b',
  replacement,
});
const result = (outcome: Outcome, path?: string): Result => ({
  ...mutant(0, 'a > b', path),
  outcome,
  uncovered: false,
});

describe('the report of the mutation tests', () => {
  it('ends with the score: a mutant that runs out of time counts as noticed', () => {
    const results = (['killed', 'survived', 'timed out', 'survived', 'not run'] as const).map((outcome) =>
      result(outcome),
    );
    expect(scoreLine(results)).to.equal('mutation score: 50% (1 killed, 2 survived, 1 timed out)');
  });

  it('never rounds a score up', () => {
    const results = [...Array<Outcome>(199).fill('killed'), 'survived' as const].map((outcome) =>
      result(outcome),
    );
    expect(scoreLine(results)).to.match(/^mutation score: 99% /);
  });

  it('fails below the minimum, and when too few mutants were run', () => {
    const of = (...outcomes: Outcome[]): Result[] => outcomes.map((outcome) => result(outcome));
    expect(failureOf(of('killed', 'survived'), 50)).to.equal(null);
    expect(failureOf(of('killed', 'survived'), 51)).to.equal('The score is below 51%.');
    expect(failureOf(of('killed', 'not run'), 100)).to.equal(null);
    expect(failureOf(of('killed', 'not run', 'not run'), 0)).to.equal(
      'Too few mutants were run for a score.',
    );
    expect(failureOf([], 100)).to.equal(null);
  });

  it('lists each survivor with file, line, original, and replacement, each on one line', () => {
    const long = { ...result('survived'), original: `if (x) {\n${'  y();\n'.repeat(50)}}`, uncovered: true };
    const lines = survivorLines([result('killed'), result('survived'), long]);
    expect(lines.slice(0, 3)).to.deep.equal([
      'lib/naming/a.ts:1:5 survived: EqualityOperator',
      '  - a < b',
      '  + a > b',
    ]);
    expect(lines[3]).to.equal('lib/naming/a.ts:1:5 survived: EqualityOperator, reached by no test');
    expect(lines[4]).to.match(/^ {2}- if \(x\) \{ y\(\);[^\n]{0,100}…$/);
  });

  it('has a table by area', () => {
    const table = areaTable([
      result('survived', 'runtime/src/contract/read/a.ts'),
      result('killed', 'runtime/src/contract/read/deep/b.ts'),
      result('timed out', 'bin/c.ts'),
      result('not run', 'generators/node/d.ts'),
    ]);
    expect(table.slice(2)).to.deep.equal([
      '| bin | 0 | 0 | 1 | 100% |',
      '| runtime/src/contract/read | 1 | 1 | 0 | 50% |',
    ]);
  });
});

describe('the results of a run', () => {
  const reported = (line: number, replacement: string, status: string, statusReason?: string) => ({
    location: { start: { line: line + 1, column: 5 }, end: { line: line + 1, column: 10 } },
    replacement,
    status,
    statusReason,
  });
  const report = JSON.stringify({
    files: {
      'lib/naming/a.ts': {
        mutants: [
          reported(0, 'a > b', 'Killed'),
          reported(0, 'true', 'RuntimeError', `Error: ${NOT_CHOSEN}`),
          reported(1, 'c > d', 'NoCoverage'),
          reported(1, 'false', 'RuntimeError', OUT_OF_TIME),
          reported(1, 'true', 'RuntimeError', 'the process crashed'),
        ],
      },
    },
  });

  it('are those of the chosen mutants', () => {
    const chosen = [mutant(0, 'a > b'), mutant(1, 'c > d'), mutant(1, 'false'), mutant(1, 'true')];
    const results = resultsOf(report, chosen).map(({ outcome, uncovered }) => ({ outcome, uncovered }));
    expect(results).to.deep.equal([
      { outcome: 'killed', uncovered: false },
      { outcome: 'survived', uncovered: true },
      { outcome: 'not run', uncovered: false },
      { outcome: 'killed', uncovered: false },
    ]);
  });

  it('are kept for a later run only when they last', () => {
    const kept = JSON.parse(reusable(report)) as { files: Record<string, { mutants: { status: string }[] }> };
    expect(kept.files['lib/naming/a.ts']?.mutants.map(({ status }) => status)).to.deep.equal(['Killed']);
  });
});
