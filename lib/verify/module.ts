import type * as Babel from '@babel/parser';
import { languageOf } from '../injection/parse/language.ts';
import type { SyntaxFault } from '../injection/parse/parse.ts';
import type { FaultInFile } from './types.ts';

/** What a module says about others. */
export interface ImportOfModule {
  readonly specifier: string;
  /** Names that the other module must export; `default` among them. Empty for a namespace or a bare import. */
  readonly names: readonly string[];
  readonly line: number;
  readonly column: number;
}

export interface ParsedModule {
  readonly imports: readonly ImportOfModule[];
  /** Names it exports itself or passes on by name. */
  readonly exports: ReadonlySet<string>;
  /** Modules all of whose names it passes on. */
  readonly passesOn: readonly string[];
  readonly classes: ReadonlySet<string>;
}

type File = ReturnType<typeof Babel.parse>;
type Statement = File['program']['body'][number];

interface Draft {
  imports: ImportOfModule[];
  exports: Set<string>;
  passesOn: string[];
  classes: Set<string>;
}

function nameOf(node: { type: string; name?: unknown; value?: unknown }): string {
  return String(node.type === 'Identifier' ? node.name : node.value);
}

function addImport(draft: Draft, statement: Statement, specifier: string, names: readonly string[]): void {
  const { line = 1, column = 0 } = statement.loc?.start ?? {};
  draft.imports.push({ specifier, names, line, column: column + 1 });
}

function boundNames(pattern: { type: string } & Record<string, unknown>): string[] {
  if (pattern.type === 'Identifier') return [String(pattern['name'])];
  const parts = (pattern['properties'] ?? pattern['elements'] ?? []) as ({ type: string } & Record<
    string,
    unknown
  >)[];
  const inner = parts
    .filter(Boolean)
    .map((part) => part['value'] ?? part['argument'] ?? part['left'] ?? part);
  return inner.flatMap((part) => boundNames(part as { type: string } & Record<string, unknown>));
}

function declare(draft: Draft, declaration: Statement, exported: boolean): void {
  if (declaration.type === 'ClassDeclaration' && declaration.id) draft.classes.add(declaration.id.name);
  if (!exported) return;
  if (declaration.type === 'VariableDeclaration') {
    for (const { id } of declaration.declarations)
      for (const name of boundNames({ ...id })) draft.exports.add(name);
  } else if ('id' in declaration && declaration.id && 'name' in declaration.id) {
    draft.exports.add(String(declaration.id.name));
  }
}

function read(draft: Draft, statement: Statement): void {
  switch (statement.type) {
    case 'ImportDeclaration': {
      const names = statement.specifiers.flatMap((specifier) =>
        specifier.type === 'ImportSpecifier'
          ? [nameOf(specifier.imported)]
          : specifier.type === 'ImportDefaultSpecifier'
            ? ['default']
            : [],
      );
      return addImport(draft, statement, statement.source.value, names);
    }
    case 'ExportAllDeclaration':
      draft.passesOn.push(statement.source.value);
      return addImport(draft, statement, statement.source.value, []);
    case 'ExportNamedDeclaration': {
      if (statement.declaration) declare(draft, statement.declaration, true);
      const specifiers = statement.specifiers.filter((specifier) => specifier.type === 'ExportSpecifier');
      for (const specifier of specifiers) draft.exports.add(nameOf(specifier.exported));
      if (!statement.source) return undefined;
      return addImport(
        draft,
        statement,
        statement.source.value,
        specifiers.map(({ local }) => nameOf(local)),
      );
    }
    case 'ExportDefaultDeclaration':
      draft.exports.add('default');
      return declare(draft, statement.declaration as Statement, false);
    default:
      return declare(draft, statement, false);
  }
}

export function isModule(path: string): boolean {
  return /\.[cm]?tsx?$/.test(path);
}

/**
 * The tree of a TypeScript module, read by the parser that all of the generator shares.
 * @param path Decides the language.
 * @returns The tree, or the first fault, also one that leaves the tree sound.
 */
async function parseProgram(text: string, path: string): Promise<File['program'] | FaultInFile> {
  const { parseSource } = await import('../injection/parse/parse.ts');
  const outcome = parseSource(text.replace(/^\uFEFF/, ''), languageOf(path)!);
  if (!outcome.ok) return faultOf(outcome.fault);
  const [fault] = outcome.parsed.faults;
  return fault === undefined ? (outcome.parsed.program as unknown as File['program']) : faultOf(fault);
}

function faultOf({ line, column, message }: SyntaxFault): FaultInFile {
  return { line, column, message };
}

/**
 * Parses a TypeScript module.
 * @param path Decides the language.
 * @returns What it imports and exports, or the first fault.
 */
export async function parseModule(text: string, path: string): Promise<ParsedModule | FaultInFile> {
  const program = await parseProgram(text, path);
  if ('message' in program) return program;
  const draft: Draft = { imports: [], exports: new Set(), passesOn: [], classes: new Set() };
  for (const statement of program.body) read(draft, statement);
  return draft;
}

export function isFault(result: ParsedModule | FaultInFile): result is FaultInFile {
  return 'message' in result;
}
