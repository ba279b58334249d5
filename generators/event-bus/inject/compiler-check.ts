import { dynamicImportProblem } from '../../../lib/compile-settings/index.ts';
import type { InjectionResult } from '../../../lib/injection/index.ts';

/**
 * The result, or a refusal where the compiler of the project would reject the injected `import()`.
 * @param text of the file before the run
 * @param file absolute
 */
export function unlessRejectedByCompiler(
  result: InjectionResult,
  text: string,
  file: string,
  root: string,
): InjectionResult {
  if (result.status !== 'injected') return result;
  const problem = dynamicImportProblem(file, root);
  if (problem === null) return result;
  const reason = { ...problem, line: 1, column: 1 };
  return { status: 'refused', text, insertions: [], notes: [], reason };
}
