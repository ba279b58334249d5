import { applyEdits, type TextEdit } from './edits.ts';
import { codeParts } from './code-parts.ts';
import { exchangesIn, type TemplateChange } from './template-words.ts';

/** A generated file that its owner may have edited, and what is known of its names. */
export interface CarriedFile {
  readonly ours: string;
  readonly change: TemplateChange;
  /** Whether `ours` differs from what was generated in its layout alone. */
  readonly isReformatted: boolean;
  /** Edits of the owner's text that follow from names elsewhere, and from paths. */
  readonly edits: readonly TextEdit[];
  /** String literals that name what is renamed, where a generated text has them. */
  readonly literals: ReadonlyMap<string, string>;
  /** Whether it holds data for a test: names in it are exchanged even where other data would be generated. */
  readonly isTest: boolean;
  /** Whether a type checker found `edits`: then no other name in the code is exchanged. */
  readonly isTyped: boolean;
}

/** Merges three texts of a file; at a conflict, ours is used. */
export type Merge = (texts: {
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
}) => Promise<string>;

/** String literals of the generated text that name what is renamed, as edits of a text made of it. */
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

/** Exchanges in a text of the owner, without those of names that the type checker did not find. */
function owned(exchanges: readonly TextEdit[], text: string, isTyped: boolean): readonly TextEdit[] {
  if (!isTyped) return exchanges;
  const { names } = codeParts(text);
  return exchanges.filter(({ start }) => !names.has(start));
}

/**
 * The text that a generated file has after a rename. The owner's edits stay. A generated text that differs in more than
 * its names, because the generator would make other code for the new name, does not replace the code that is there.
 */
export async function carriedText(file: CarriedFile, merge: Merge): Promise<string> {
  const { ours, change, isReformatted, edits, literals, isTest, isTyped } = file;
  const { before, after, isRename } = change;
  if (isRename && ours === before) return after;
  if (isRename && isReformatted) return merge({ base: before, ours, theirs: after });
  // Where other code would be generated, words do not correspond.
  if (!isRename) {
    const exchanges = isTest ? owned(exchangesIn(ours, change), ours, isTyped) : [];
    return applyEdits(ours, [...edits, ...exchanges, ...literalEdits(ours, change, literals)]);
  }
  const renamed = applyEdits(ours, [...edits, ...owned(exchangesIn(ours, change), ours, isTyped)]);
  const base = applyEdits(before, exchangesIn(before, change));
  return merge({ base, ours: renamed, theirs: after });
}
