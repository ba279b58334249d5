/**
 * A reporter for Stryker that reports nothing. It takes the tests from every mutant that was not chosen, before the
 * mutants are run: Stryker makes them because the range of a chosen mutant contains them, and would start a process for
 * many of them.
 */
import { relative } from 'node:path';
import { keyOf, type Mutant } from '../mutants.ts';
import { readPlan } from './plan.ts';

interface Planned {
  readonly mutant: Pick<Mutant, 'replacement'> & {
    readonly fileName: string;
    readonly location: Pick<Mutant, 'start' | 'end'>;
  };
  /** Not there: Stryker has the result already. Without tests, the mutant is not run. */
  readonly runOptions?: { testFilter?: readonly string[] };
}

class ChosenOnly {
  onMutationTestingPlanReady({ mutantPlans }: { readonly mutantPlans: readonly Planned[] }): void {
    const chosen = new Set(readPlan().chosen);
    for (const { mutant, runOptions } of mutantPlans) {
      const path = relative(process.cwd(), mutant.fileName).replaceAll('\\', '/');
      const key = keyOf({ path, ...mutant.location, replacement: mutant.replacement });
      if (runOptions !== undefined && !chosen.has(key)) runOptions.testFilter = [];
    }
  }
}

const create = (): ChosenOnly => new ChosenOnly();
create.inject = [] as const;

export const strykerPlugins = [{ kind: 'Reporter', name: 'chosen-only', factory: create }];
