import { parse as parseBabel, type ParserOptions, type ParserPlugin } from '@babel/parser';
import type { Language } from './language.ts';
import type { Comment, Node } from './node.ts';

export interface SyntaxFault {
  readonly message: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
}

export interface Parsed {
  readonly program: Node;
  readonly comments: readonly Comment[];
  /** Faults that leave the tree sound (a name declared twice); the compiler reports them to the owner. */
  readonly faults: readonly SyntaxFault[];
}

export type ParseOutcome =
  { readonly ok: true; readonly parsed: Parsed } | { readonly ok: false; readonly fault: SyntaxFault };

const ALWAYS: readonly ParserPlugin[] = [
  'decoratorAutoAccessors',
  'explicitResourceManagement',
  'importAttributes',
  'deprecatedImportAssert',
];

/** Findings about meaning, which Babel makes on a tree that is nevertheless what the text says. */
const MEANING_ONLY = new Set([
  'DuplicateConstructor',
  'DuplicateDefaultExport',
  'DuplicateExport',
  'DuplicateProto',
  'ModuleExportUndefined',
  'PrivateNameRedeclaration',
  'InvalidPrivateFieldResolution',
  'VarRedeclaration',
  'StrictDelete',
  'StrictWith',
  'StrictEvalArguments',
  'StrictEvalArgumentsBinding',
  'StrictNumericEscape',
  'StrictOctalLiteral',
  'IllegalReturn',
  'DuplicateRegExpFlags',
  'MalformedRegExpFlags',
]);

/** Sets of plugins in the order they are tried: the decorators in use for ten years first, then those of the standard. */
function pluginSets(language: Language, text: string): readonly (readonly ParserPlugin[])[] {
  const base: ParserPlugin[] = [...ALWAYS];
  if (language.typescript) base.push('typescript');
  if (language.jsx) base.push('jsx');
  const sets: ParserPlugin[][] = [
    ['decorators-legacy', ...base],
    ['decorators', ...base],
  ];
  // Proposals that change how `import()` is read, so only for files that use them.
  if (/\bimport[\s.]+(?:defer|source)\b/.test(text)) {
    sets.push(['deferredImportEvaluation', 'sourcePhaseImports', 'decorators-legacy', ...base]);
  }
  if (!language.typescript && /@flow\b/.test(text.slice(0, 2000))) {
    sets.push(['flow', 'decorators-legacy', ...base]);
  }
  return sets;
}

interface BabelError {
  readonly message: string;
  readonly reasonCode?: string;
  readonly loc?: { readonly line: number; readonly column: number };
}

function faultOf(error: BabelError): SyntaxFault {
  return {
    message: error.message.replace(/\s*\(\d+:\d+\)$/, '').split('\n', 1)[0] ?? '',
    line: error.loc?.line ?? 1,
    column: (error.loc?.column ?? 0) + 1,
  };
}

/** Parses a text, which must not start with a byte order mark. */
export function parseSource(text: string, language: Language): ParseOutcome {
  let first: SyntaxFault | null = null;
  for (const plugins of pluginSets(language, text)) {
    const options: ParserOptions = {
      sourceType: language.module === 'esm' ? 'module' : 'unambiguous',
      plugins: [...plugins],
      errorRecovery: true,
      attachComment: false,
      allowReturnOutsideFunction: true,
      allowNewTargetOutsideFunction: true,
      allowSuperOutsideMethod: true,
      allowUndeclaredExports: true,
      createImportExpressions: plugins.includes('sourcePhaseImports'),
    };
    try {
      const file = withoutTraces(() => parseBabel(text, options));
      const errors = (file.errors ?? []) as unknown as readonly BabelError[];
      const broken = errors.find((error) => !MEANING_ONLY.has(error.reasonCode ?? ''));
      if (broken === undefined) {
        return {
          ok: true,
          parsed: {
            program: file.program as unknown as Node,
            comments: (file.comments ?? []) as unknown as Comment[],
            faults: errors.map(faultOf),
          },
        };
      }
      first ??= faultOf(broken);
    } catch (error) {
      first ??= faultOf(error as BabelError);
    }
  }
  return { ok: false, fault: first ?? { message: 'the file does not parse', line: 1, column: 1 } };
}

/** Babel throws to leave a reading it tried; traces of those errors, which nobody sees, are a fifth of its time. */
function withoutTraces<T>(run: () => T): T {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return run();
  } finally {
    Error.stackTraceLimit = limit;
  }
}
