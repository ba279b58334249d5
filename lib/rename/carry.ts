import { applyEdits, type TextEdit } from './edits.ts';
import { codeParts } from './code-parts.ts';
import { exchangesIn, type TemplateChange } from './template-words.ts';

/** A generated file that the user may have edited, with the known uses of its names. */
export interface CarriedFile {
  readonly ours: string;
  readonly change: TemplateChange;
  /** Whether `ours` differs from the generated text only in its layout. */
  readonly isReformatted: boolean;
  /** Edits of the user's text that follow from renamed names and moved paths elsewhere. */
  readonly edits: readonly TextEdit[];
  /** String literals of a generated text that name the renamed thing. */
  readonly literals: ReadonlyMap<string, string>;
  /** Whether it contains test data. Names in it are replaced even if the generator would now produce other data. */
  readonly isTest: boolean;
  /** Whether a type checker found `edits`. If so, no other name in the code is replaced. */
  readonly isTyped: boolean;
}

/** Merges three texts of a file; at a conflict, ours is used. */
export type Merge = (texts: {
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
}) => Promise<string>;

/**
 * Returns edits for the string literals of the generated text that name the renamed thing, for a text derived from it.
 */
function literalEdits(
  text: string,
  { before }: TemplateChange,
  literals: CarriedFile['literals'],
): TextEdit[] {
  const generated = new Set(codeParts(before).strings.map(({ value }) => value));
  return codeParts(text).strings.flatMap(({ start, end, value }) => {
    const after = literals.get(value);
    if (after === undefined || !generated.has(value)) return [];
    const quote = text[start] ?? "'";
    return [{ start, end, text: `${quote}${after}${quote}` }];
  });
}

/** Returns the replacements for a user's text, without names that the type checker did not find. */
function owned(exchanges: readonly TextEdit[], text: string, isTyped: boolean): readonly TextEdit[] {
  if (!isTyped) return exchanges;
  const { names } = codeParts(text);
  return exchanges.filter(({ start }) => !names.has(start));
}

/**
 * Returns the text of a generated file after a rename. The user's edits stay. If the generator would produce different
 * code for the new name, and not only different names, the existing code stays.
 */
export async function carriedText(file: CarriedFile, merge: Merge): Promise<string> {
  const { ours, change, isReformatted, edits, literals, isTest, isTyped } = file;
  const { before, after, isRename } = change;
  if (isRename && ours === before) return after;
  if (isRename && isReformatted) return merge({ base: before, ours, theirs: after });
  // If different code would be generated, its words do not correspond.
  if (!isRename) {
    const exchanges = isTest ? owned(exchangesIn(ours, change), ours, isTyped) : [];
    return applyEdits(ours, [...edits, ...exchanges, ...literalEdits(ours, change, literals)]);
  }
  const renamed = applyEdits(ours, [...edits, ...owned(exchangesIn(ours, change), ours, isTyped)]);
  const base = applyEdits(before, exchangesIn(before, change));
  return merge({ base, ours: renamed, theirs: after });
}
