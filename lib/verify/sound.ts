import { jsonFault, yamlFault } from './data.ts';
import { isComplaint, isModule, parseModule } from './module.ts';

/** Whether a text is whole in the language its name says; of other languages nothing is known, and it is. */
export async function isSound(path: string, text: string): Promise<boolean> {
  if (isModule(path)) return !isComplaint(await parseModule(text));
  if (/\.jsonc?$/.test(path)) return (await jsonFault(path, text)) === null;
  if (/\.ya?ml$/.test(path)) return (await yamlFault(text)) === null;
  return true;
}
