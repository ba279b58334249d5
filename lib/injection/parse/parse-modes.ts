import type { ParserPlugin } from '@babel/parser';
import type { Language } from './language.ts';
import { maskedDecorators } from './masked-decorators.ts';

/** One way to read a text as code. A text is read in the first way that fits, and its new text after an edit in the same way. */
export interface ParseMode {
  readonly plugins: readonly ParserPlugin[];
  readonly sourceType: 'module' | 'unambiguous' | 'script';
  /** Decorators at places where the parser does not accept them are replaced by spaces. */
  readonly masked: boolean;
}

const ALWAYS: readonly ParserPlugin[] = [
  'decoratorAutoAccessors',
  'explicitResourceManagement',
  'importAttributes',
  'deprecatedImportAssert',
];

/** Sets of plugins in the order they are tried: the decorators in use for ten years first, then those of the standard. */
function pluginSets(language: Language, text: string): readonly (readonly ParserPlugin[])[] {
  const base: ParserPlugin[] = [...ALWAYS];
  if (language.typescript) base.push('typescript');
  if (language.jsx) base.push('jsx');
  const sets: ParserPlugin[][] = [['decorators-legacy', ...base]];
  if (text.includes('@')) sets.push(['decorators', ...base]);
  // Proposals that change how `import()` is read, so only for files that use them.
  if (/\bimport[\s.]+(?:defer|source)\b/.test(text)) {
    sets.push(['deferredImportEvaluation', 'sourcePhaseImports', 'decorators-legacy', ...base]);
  }
  // A project may declare all of its files to be Flow's, without a comment in each.
  if (!language.typescript) sets.push([['flow', { all: true }], 'decorators-legacy', ...base]);
  // Casts, type guards, and conditional and mapped types, which the parser knows of TypeScript alone, are Flow's as well.
  if (!language.typescript && /@flow\b/.test(text.slice(0, 5000))) {
    sets.push(['typescript', 'decorators-legacy', ...base]);
  }
  return sets;
}

/** The sloppy mode of scripts allows names and parameters that modules do not, so it is tried last. */
function sourceTypes({ module, typescript }: Language): readonly ParseMode['sourceType'][] {
  if (module === 'esm') return ['module'];
  return module === 'commonjs' && !typescript ? ['script', 'unambiguous'] : ['unambiguous', 'script'];
}

/** All ways in which a text may be read, the likeliest first. */
export function parseModes(language: Language, text: string): readonly ParseMode[] {
  const sets = pluginSets(language, text);
  const isMasked = maskedDecorators(text) !== text;
  return [false, ...(isMasked ? [true] : [])].flatMap((masked) =>
    sourceTypes(language).flatMap((sourceType) =>
      sets.map((plugins): ParseMode => ({ plugins, sourceType, masked })),
    ),
  );
}
