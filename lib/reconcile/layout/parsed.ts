import { languageOf as languageOfCode } from '../../injection/parse/language.ts';
import { languageOf as languageOfDocument } from '../merge/documents/index.ts';
import type { Pair } from './index.ts';

/** The line that starts a script; it is not a token. */
const shebangOf = (text: string): string => /^#!.*/.exec(text)?.[0] ?? '';

async function sameTokens({ path, generated, ours }: Pair): Promise<boolean> {
  if (shebangOf(generated) !== shebangOf(ours)) return false;
  const { tokenize } = await import('../merge/tokens/tokenize.ts');
  const [one, other] = [await tokenize(path, generated), await tokenize(path, ours)];
  if (one === null || other === null) return false;
  return one.length === other.length && one.every(({ key }, index) => key === other[index]!.key);
}

async function sameDocument({ path, generated, ours }: Pair): Promise<boolean> {
  const language = await languageOfDocument(path);
  const [one, other] = [language?.parse(generated), language?.parse(ours)];
  if (!one || !other) return false;
  const { alike } = await import('../merge/tree.ts');
  return alike(one, other);
}

/** Whether a parser finds two texts equivalent; false if no parser supports the language. */
export async function sameParsed(pair: Pair): Promise<boolean> {
  return languageOfCode(pair.path) === null ? sameDocument(pair) : sameTokens(pair);
}
