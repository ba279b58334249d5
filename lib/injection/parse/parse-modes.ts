import type { ParserPlugin } from '@babel/parser';
import type { Language } from './language.ts';
import { maskedDecorators } from './masked-decorators.ts';

/**
 * One way to parse a text as code. A text is parsed in the first way that succeeds, and its edited text in the same
 * way.
 */
export interface ParseMode {
  readonly plugins: readonly ParserPlugin[];
  readonly sourceType: 'module' | 'unambiguous' | 'script';
  /** Decorators that the parser does not accept at their place are replaced by spaces. */
  readonly masked: boolean;
}

const ALWAYS: readonly ParserPlugin[] = [
  'decoratorAutoAccessors',
  'explicitResourceManagement',
  'importAttributes',
  'deprecatedImportAssert',
];

/** Returns the plugin sets in the order of the attempts: legacy decorators first, then standard decorators. */
function pluginSets(language: Language, text: string): readonly (readonly ParserPlugin[])[] {
  const base: ParserPlugin[] = [...ALWAYS];
  if (language.typescript) base.push('typescript');
  if (language.jsx) base.push('jsx');
  const sets: ParserPlugin[][] = [['decorators-legacy', ...base]];
  if (text.includes('@')) sets.push(['decorators', ...base]);
  // These proposals change how `import()` is parsed, so they apply only to files that use them.
  if (/\bimport[\s.]+(?:defer|source)\b/.test(text)) {
    sets.push(['deferredImportEvaluation', 'sourcePhaseImports', 'decorators-legacy', ...base]);
  }
  // A project may use Flow in all of its files without a comment in each.
  if (!language.typescript) sets.push([['flow', { all: true }], 'decorators-legacy', ...base]);
  // Flow also has casts, type guards, and conditional and mapped types, but the parser supports them only for
  // TypeScript.
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

/** Returns all ways in which a text may be parsed, the most likely first. */
export function parseModes(language: Language, text: string): readonly ParseMode[] {
  const sets = pluginSets(language, text);
  const isMasked = maskedDecorators(text) !== text;
  return [false, ...(isMasked ? [true] : [])].flatMap((masked) =>
    sourceTypes(language).flatMap((sourceType) =>
      sets.map((plugins): ParseMode => ({ plugins, sourceType, masked })),
    ),
  );
}
