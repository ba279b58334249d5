import { createRequire } from 'node:module';
import path from 'node:path';
import { METHODS, MODULE_PIECE } from './pieces.ts';

/** Edits a text; throws where it cannot. */
export type Edit = (text: string) => string;

const require = createRequire(import.meta.url);
// What the generator itself uses, not what a rival brought along.
const ours = createRequire(path.resolve(import.meta.dirname, '../../package.json'));

interface SourceNode {
  type: string;
  body?: unknown;
  declaration?: SourceNode;
  declarations?: { init?: SourceNode }[];
}

/** The first class at the top of a Babel tree. */
function firstClass(statements: readonly SourceNode[]): { body: { body: unknown[] } } {
  for (const statement of statements) {
    const inner = statement.declaration ?? statement;
    const candidates = [inner, ...(inner.declarations ?? []).map((one) => one.init)];
    const found = candidates.find((one) => one?.type.startsWith('Class'));
    if (found !== undefined) return found as unknown as { body: { body: unknown[] } };
  }
  throw new Error('no class');
}

const BABEL = {
  sourceType: 'module',
  tokens: true,
  plugins: [
    'typescript',
    'decorators-legacy',
    'decoratorAutoAccessors',
    'explicitResourceManagement',
    'importAttributes',
  ],
};

/** The habits of most of the files, which these two do not find out by themselves. */
const PRINTED = { tabWidth: 2, quote: 'single' };

interface Recast {
  parse(text: string, options: object): { program: { body: SourceNode[] } };
  print(tree: unknown, options: object): { code: string };
}

/** recast as it is meant to be used: nodes put into the tree, the tree printed with what is unchanged reused. */
export function recastReprint(): Edit {
  const recast = ours('recast') as Recast;
  const babel = ours('@babel/parser') as { parse(text: string, options: object): unknown };
  const parse = (text: string) =>
    recast.parse(text, { parser: { parse: (code: string) => babel.parse(code, BABEL) } });
  return (text) => {
    const tree = parse(text);
    const { body } = tree.program;
    const members = firstClass(parse(`class Pieces {\n${METHODS}\n}`).program.body).body.body;
    const target = firstClass(body);
    target.body.body.push(...members);
    const imports = body.filter(({ type }) => type === 'ImportDeclaration').length;
    body.splice(imports, 0, ...parse(MODULE_PIECE).program.body);
    return recast.print(tree, PRINTED).code;
  };
}

/** jscodeshift: recast and its own parser behind a query language. */
export function jscodeshift(): Edit {
  interface Collection {
    find(type: unknown): Collection;
    at(index: number): Collection;
    paths(): { node: { body: { body: unknown[] } } }[];
    get(): { node: { program: { body: SourceNode[] } } };
    toSource(options: object): string;
  }
  type Shift = ((text: string) => Collection) & Record<string, unknown>;
  const base = require('jscodeshift') as { withParser(name: string): Shift };
  const shift = base.withParser('ts');
  return (text) => {
    const root = shift(text);
    const { body } = root.get().node.program;
    const pieces = shift(`class Pieces {\n${METHODS}\n}`).get().node.program.body;
    const members = firstClass(pieces).body.body;
    const target = firstClass(body);
    target.body.body.push(...members);
    const imports = body.filter(({ type }) => type === 'ImportDeclaration').length;
    body.splice(imports, 0, ...shift(MODULE_PIECE).get().node.program.body);
    return root.toSource(PRINTED);
  };
}

/** ts-morph: the compiler's tree, edited by inserting text. */
export function tsMorph(): Edit {
  interface Class {
    addMember(text: string): unknown;
  }
  interface File {
    getImportDeclarations(): { getChildIndex(): number }[];
    insertStatements(index: number, text: string): unknown;
    getFirstDescendantByKind(kind: number): Class | undefined;
    getFullText(): string;
  }
  const morph = require('ts-morph') as {
    Project: new (options: object) => {
      createSourceFile(name: string, text: string, options: object): File;
    };
    SyntaxKind: { ClassDeclaration: number; ClassExpression: number };
  };
  const project = new morph.Project({ useInMemoryFileSystem: true });
  return (text) => {
    const file = project.createSourceFile('a.ts', text, { overwrite: true });
    const { ClassDeclaration, ClassExpression } = morph.SyntaxKind;
    const target =
      file.getFirstDescendantByKind(ClassDeclaration) ?? file.getFirstDescendantByKind(ClassExpression);
    if (target === undefined) throw new Error('no class');
    target.addMember(METHODS);
    const last = file.getImportDeclarations().at(-1);
    file.insertStatements(last === undefined ? 0 : last.getChildIndex() + 1, MODULE_PIECE);
    return file.getFullText();
  };
}
