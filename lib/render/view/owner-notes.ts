import { quote } from 'onex-cli-kit';
import { type Contract } from 'onex-runtime/contract';
import { computeHandlers, effectHandlers } from './handlers/index.ts';
import { openModels } from './models/index.ts';
import type { NodeView } from './node.ts';
import { orchestratorView } from './orchestrator.ts';
import { isRouted } from './routes/index.ts';
import { reducerView } from './machine/reducer.ts';

/** Returns one line for each place of a rendered node that needs information missing from the contract. */
export function ownerNotes(contract: Contract, view: NodeView): readonly string[] {
  const open = openModels(view.named, view.definitions);
  return [
    ...(open.length === 0
      ? []
      : [
          `the contract defines no fields of ${open.join(', ')}; they accept any fields until you write them there`,
        ]),
    ...missingValues(contract, view),
    ...unfilledSteps(contract, view),
    ...missingOfIntents(contract, view),
  ];
}

function missingValues(contract: Contract, view: NodeView): string[] {
  const of = (fields: readonly string[], file: string): string[] =>
    fields.length === 0
      ? []
      : [
          `the contract has no value for ${listed(fields)}; ${file} throws an error until you write one there`,
        ];
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
          `no step before ${quote(id)} always has a value for ${listed(unfilled)}; ` +
            `handlers/${file}.ts throws an error until you write one there`,
        ],
  );
}

function missingOfIntents(contract: Contract, view: NodeView): string[] {
  if (contract.kind !== 'reducer') return [];
  return reducerView(contract, view).actions.flatMap(({ file, intent }) =>
    intent === null || intent.missing.length === 0
      ? []
      : [
          `the event does not always have a value for ${listed(intent.missing)} of intent ${quote(intent.name)}; ` +
            `handlers/${file}.ts throws an error until you write one there`,
        ],
  );
}

const listed = (names: readonly string[]): string => names.map((name) => quote(name)).join(', ');
