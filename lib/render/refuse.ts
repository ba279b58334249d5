import { definitionsWith, parseYaml, type Contract } from 'onex-runtime/contract';
import { UserError } from '../errors/index.ts';
import { valueFault } from './view/index.ts';

/**
 * Refuses a contract that can be parsed but not rendered.
 *
 * @param text Text of the contract, for the position of the error.
 * @param file The contract as the user named it.
 * @throws UserError in one line.
 */
export function refuseUnrenderable(contract: Contract, text: string, file: string): void {
  const fault = valueFault(contract);
  if (fault === null) return;
  const source = parseYaml(text, { origin: 'foreign' });
  const [root, model, ...rest] = fault.path;
  const within =
    root === 'definitions' && typeof model === 'string' ? definitionsWith(source.value, model) : null;
  const path = within === null ? fault.path : [...within, model ?? '', ...rest];
  const { line, column } = source.positionOf(path, 'key');
  throw new UserError('ERR_ONEX_INVALID_CONTRACT', `${file}:${line}:${column}: ${fault.message}`);
}
