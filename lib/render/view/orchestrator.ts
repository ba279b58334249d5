import type { Contract } from 'onex-runtime/contract';
import { LINE_WIDTH, classHead, importStatement, methodHead, SourceText } from '../text/index.ts';
import { MISSING_VALUE, placeholderOf, type OperationView, startOperation } from './operations/index.ts';
import type { NamedModel } from './models/index.ts';
import { uniqueForms, type Definitions } from './source/index.ts';
import { stopAnswer, stepMessages, stepView, type StepTarget, stepTypes } from './steps/index.ts';

interface OrchestratorNames {
  readonly pascal: string;
  readonly inputModel: string;
  readonly outputModel: string;
  readonly operations: readonly OperationView[];
  readonly definitions: Definitions;
  readonly named: ReadonlyMap<string, NamedModel>;
  readonly targets: ReadonlyMap<string, StepTarget>;
}

/** Returns the additional view for the templates of an orchestrator. */
export function orchestratorView(contract: Contract, names: OrchestratorNames) {
  const steps = contract.workflow?.steps ?? [];
  const forms = uniqueForms(
    steps.map(({ id }) => id),
    'step',
  );
  const start = startOperation(names.operations);
  const stepsType = `Steps${names.pascal}`;
  const typed = steps.map((step) => ({
    step,
    messages: stepMessages(step, contract, names.named, names.targets),
  }));
  const messages = new Map(typed.map((one) => [one.step.id, one.messages]));
  const stop = stopAnswer({ contract, start, messages, outputModel: names.outputModel });
  const results = steps.length === 0 ? '' : `, ResultsOf<${stepsType}>`;
  return {
    workflowClass: `Workflow${names.pascal}`,
    workflowHead: classHead(`Workflow${names.pascal}`, 'extends Workflow', [
      names.inputModel,
      names.outputModel,
      ...(results === '' ? [] : [`ResultsOf<${stepsType}>`]),
    ]),
    workflowSummary: [contract.workflow?.description ?? `The workflow of ${contract.name}.`],
    stepsType,
    stepsEnd: stepsEnd(names.inputModel, stepsType),
    stepTypes: stepTypes(contract, typed),
    steps: steps.map((step, index) =>
      stepView({
        step,
        contract,
        messages,
        start: start?.input ?? null,
        forms: { pascal: forms[index]?.pascal ?? '', snake: forms[index]?.snake ?? '' },
        types: { input: names.inputModel, steps: stepsType },
      }),
    ),
    stopHead: methodHead(
      'override stop',
      stop.uses.has('context') ? [`context: Context<${names.inputModel}${results}>`] : [],
      `StopEvent<${names.outputModel}>`,
    ),
    stopAnswer: stop.source,
    /** Required fields of the result that neither a step nor the start always provides. */
    missing: [...stop.missing, ...stop.unsure],
    missingNote: placeholderOf([...stop.missing, ...stop.unsure]),
    workflowImports: [
      ...(stop.uses.has(MISSING_VALUE) ? [importStatement([MISSING_VALUE], 'onex-runtime')] : []),
      importStatement(
        [
          'StopEvent',
          'Workflow',
          ...(stop.uses.has('context') ? ['type Context'] : []),
          ...(results === '' ? [] : ['type ResultsOf', 'type StepTable']),
        ],
        'onex-runtime/workflow',
      ),
    ],
  };
}

/** Returns `} satisfies StepTable<…>;`, so a step under the id of another one does not compile. */
function stepsEnd(inputModel: string, stepsType: string): SourceText {
  const line = `  } satisfies StepTable<${inputModel}, ${stepsType}>;`;
  if (line.length <= LINE_WIDTH) return new SourceText(line);
  return new SourceText(`  } satisfies StepTable<\n    ${inputModel},\n    ${stepsType}\n  >;`);
}
