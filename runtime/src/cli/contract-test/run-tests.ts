import type { Contract } from '../../contract/index.ts';
import { ask, askAgain, type Asked } from './ask.ts';
import { casesOf, type TestCase, type Untestable } from './cases.ts';
import { judge, judgeRepeat, type Verdict } from './judge.ts';

/** One message and its outcome. */
export interface TestResult extends Verdict {
  readonly operation: string;
  readonly what: string;
  /** What the contract's model does with the message. */
  readonly expected: 'accept' | 'reject';
  readonly payload: Readonly<Record<string, unknown>>;
}

export interface TestRun {
  readonly results: readonly TestResult[];
  readonly untestable: readonly Untestable[];
}

/** Sends every case of every operation, one after another, because a reducer's answer depends on earlier messages. */
export async function runTests(
  contract: Contract,
  asked: Asked,
  onResult: (result: TestResult) => void,
): Promise<TestRun> {
  const results: TestResult[] = [];
  const untestable: Untestable[] = [];
  for (const operation of contract.operations) {
    const cases = casesOf(contract, operation);
    if ('reason' in cases) {
      untestable.push(cases);
      continue;
    }
    for (const test of cases) {
      const result = await runCase(contract, asked, test);
      results.push(result);
      onResult(result);
    }
  }
  return { results, untestable };
}

async function runCase(contract: Contract, asked: Asked, test: TestCase): Promise<TestResult> {
  const { answer, message } = await ask(asked, test);
  const verdict = test.twice
    ? judgeRepeat(contract, test, answer, await askAgain(asked, test, message))
    : judge(contract, test, answer);
  const { operation, what, payload, accepted } = test;
  return { operation, what, expected: accepted ? 'accept' : 'reject', payload, ...verdict };
}
