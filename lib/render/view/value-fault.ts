import { quote } from 'onex-cli-kit';
import {
  formatPath,
  fullBudget,
  MOST_LEVELS,
  MOST_PARTS,
  samplePayload,
  type Budget,
  type Contract,
  type Field,
  type KeyPath,
} from 'onex-runtime/contract';
import { stepModels, fieldsOf, namesIn, type Definitions, nameForms } from './source/index.ts';
import { operationViews } from './operations/index.ts';

/** Why a parsed contract cannot be rendered, and the position of the cause. */
export interface RenderFault {
  readonly path: KeyPath;
  readonly message: string;
}

/** Fields whose values are written into code, as samples or placeholders, with the number of times. */
interface Use {
  /** Description for people. */
  readonly what: string;
  readonly fields: readonly Field[] | null;
  readonly as: 'sample' | 'placeholder';
  readonly times: number;
}

/**
 * Returns the first part whose values are too many or too deep to write out. If models contain others several times at
 * each level, the smallest value grows exponentially, so a short contract can require gigabytes.
 */
export function valueFault(contract: Contract): RenderFault | null {
  const { definitions } = contract;
  const budget = fullBudget();
  for (const { what, fields, as, times } of usesOf(contract)) {
    if (fields === null) continue;
    const before = budget.left;
    makeUp(fields, as, definitions, budget);
    budget.left -= (before - budget.left) * (times - 1);
    if (budget.left >= 0) continue;
    const path = placeOf(fields, as, definitions);
    const where = path.length === 0 ? '' : `${formatPath(path)}: `;
    return {
      path,
      message:
        `${where}the smallest value of ${what} is too large to be written out in tests and examples ` +
        `(${MOST_PARTS} parts in all, ${MOST_LEVELS} levels); let some of its fields be lists or not required`,
    };
  }
  return null;
}

function usesOf(contract: Contract): readonly Use[] {
  const { definitions, kind, workflow } = contract;
  const { pascal, snake } = nameForms(contract.baseName, 'node');
  const ofOperations = operationViews(contract, pascal, snake).flatMap(
    ({ name, input, output, variants }): Use[] => [
      { what: `what operation ${quote(name)} takes`, fields: input, as: 'sample', times: 1 },
      {
        what: `what operation ${quote(name)} gives`,
        fields: output,
        as: 'placeholder',
        times: variants.length,
      },
    ],
  );
  const steps = kind === 'orchestrator' ? (workflow?.steps ?? []) : [];
  return [
    ...ofOperations,
    ...steps.map((step): Use => ({
      what: `the command of step ${quote(step.id)}`,
      fields: fieldsOf(stepModels(step).command, definitions),
      as: 'placeholder',
      times: 1,
    })),
  ];
}

function makeUp(fields: readonly Field[], as: Use['as'], definitions: Definitions, budget: Budget): void {
  samplePayload(fields, definitions, { budget, defaults: as === 'placeholder' });
}

/** Returns the model among the fields that exceeds the limit, otherwise the first model. */
function placeOf(fields: readonly Field[], as: Use['as'], definitions: Definitions): KeyPath {
  const budget = fullBudget();
  const models = [...new Set(namesIn(fields))];
  const large = models.find((name) => {
    makeUp(fieldsOf(name, definitions) ?? [], as, definitions, budget);
    return budget.left < 0;
  });
  const model = large ?? models[0];
  return model === undefined ? [] : ['definitions', model];
}
