import { languageOf } from '../injection/parse/language.ts';
import { contractFault, hasKeyTwice, isContract, isJson, jsonFault, yamlFault } from './data.ts';
import { saysTwice } from './duplicates.ts';

/** Whether a text is whole in the language its name says; of other languages nothing is known, and it is. */
export async function isSound(path: string, text: string): Promise<boolean> {
  const language = languageOf(path);
  if (language) {
    const { parseSource } = await import('../injection/parse/parse.ts');
    const outcome = parseSource(text.replace(/^\uFEFF/, ''), language);
    return outcome.ok && outcome.parsed.faults.length === 0 && !saysTwice(outcome.parsed.program);
  }
  if (isContract(path)) return (await contractFault(path, text)) === null;
  if (isJson(path)) return (await jsonFault(path, text)) === null && !(await hasKeyTwice(text));
  if (/\.ya?ml$/.test(path)) return (await yamlFault(text)) === null;
  return true;
}
