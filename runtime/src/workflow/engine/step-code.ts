import { OnexError } from '../../errors/index.ts';
import { isThenable } from '../../values/index.ts';
import { placeOf, type PlannedStep, type Context } from '../definition/index.ts';
import { contextOf, errorJson, type Draft } from './draft.ts';

/** The code that is called: a function of a step, or the workflow's `stop`. */
interface Call<T> {
  readonly step: PlannedStep | null;
  readonly name: 'command' | 'run' | 'when' | 'completed' | 'compensate' | 'stop';
  readonly attempt: number;
  readonly code: (context: Context) => Promise<T> | T;
}

/**
 * Calls code of the node's owner. Code that does not return in time fails like code that throws, because it must not
 * block its workflow forever. The turn reports it.
 * @throws OnexError TIMEOUT_EXCEEDED naming the step, the function, and the file.
 */
export async function callCode<T>(draft: Draft, { step, name, attempt, code }: Call<T>): Promise<T> {
  const pending = code(contextOf(draft, attempt, step));
  if (!isThenable(pending)) return pending;
  const { plan } = draft;
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const file = placeOf(step?.code ?? plan.workflow);
    const of = step === null ? `workflow ${plan.name}` : `step ${step.id} of workflow ${plan.name}`;
    const at = file === null ? '' : ` (${file})`;
    reject(
      new OnexError(
        'TIMEOUT_EXCEEDED',
        `${name}() of ${of} did not return within ${plan.codeDeadlineMs} ms${at}. ` +
          'It must be synchronous and fast.',
        { context: { step: step?.id ?? null, function: name, file } },
      ),
    );
  }, plan.codeDeadlineMs);
  try {
    return await Promise.race([pending, late]);
  } catch (error) {
    if (
      error instanceof OnexError &&
      error.code === 'TIMEOUT_EXCEEDED' &&
      error.context['function'] === name
    ) {
      draft.reports.push({ kind: 'slow-code', step: step?.id ?? '', error: errorJson(draft, error) });
    }
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
