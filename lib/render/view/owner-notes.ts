import { quote } from 'onex-cli-kit';
import { type Contract } from 'onex-runtime/contract';
import { computeHandlers, effectHandlers } from './handlers/index.ts';
import { openModels } from './models/index.ts';
import type { NodeView } from './node.ts';
import { orchestratorView } from './orchestrator.ts';
import { isRouted } from './routes/index.ts';
import { reducerView } from './machine/reducer.ts';

/** One line for each place of a rendered node that waits for what the contract does not say. */
export function ownerNotes(contract: Contract, view: NodeView): readonly string[] {
  const open = openModels(view.named, view.definitions);
  return [
    ...(open.length === 0
      ? []
      : [`the contract tells no fields of ${open.join(', ')}: each takes any until they are filled in`]),
    ...missingValues(contract, view),
    ...unfilledSteps(contract, view),
    ...missingOfIntents(contract, view),
  ];
}

function missingValues(contract: Contract, view: NodeView): string[] {
  const of = (fields: readonly string[], file: string): string[] =>
    fields.length === 0
      ? []
      : [`nothing gives ${listed(fields)}: ${file} throws an error until you write the value there`];
  if (isRouted(contract)) return [];
  if (contract.kind === 'orchestrator') return of(orchestratorView(contract, view).missing, 'workflow.ts');
  const drafts =
    contract.kind === 'effect'
      ? effectHandlers(view.operations, view)
      : contract.kind === 'compute'
        ? computeHandlers(view.operations, contract.algorithm)
        : [];
  return drafts.flatMap(({ missing, variants }) =>
    variants.flatMap(({ handlerFile }) => of(missing, `handlers/${handlerFile}.ts`)),
  );
}

function unfilledSteps(contract: Contract, view: NodeView): string[] {
  if (contract.kind !== 'orchestrator' || isRouted(contract)) return [];
  return orchestratorView(contract, view).steps.flatMap(({ id, file, unfilled }) =>
    unfilled.length === 0
      ? []
      : [
          `nothing before step ${quote(id)} surely gives ${listed(unfilled)}: ` +
            `handlers/${file}.ts throws an error until you write the value there`,
        ],
  );
}

function missingOfIntents(contract: Contract, view: NodeView): string[] {
  if (contract.kind !== 'reducer') return [];
  return reducerView(contract, view).actions.flatMap(({ file, intent }) =>
    intent === null || intent.missing.length === 0
      ? []
      : [
          `the event does not surely give ${listed(intent.missing)} of intent ${quote(intent.name)}: ` +
            `handlers/${file}.ts throws an error until you write the value there`,
        ],
  );
}

const listed = (names: readonly string[]): string => names.map((name) => quote(name)).join(', ');
