import { parse } from '@babel/parser';
import { children, type Node } from '../../lib/injection/parse/index.ts';

/** The origin of a name in a module: a declaration in the module, or a name of another module. */
export type Origin =
  | { readonly kind: 'local'; readonly name: string }
  | { readonly kind: 'import'; readonly from: string; readonly name: string };

/** The content of a declaration file. A name may have several declarations, such as the overloads of a function. */
export interface DeclarationModule {
  readonly text: string;
  readonly declarations: ReadonlyMap<string, readonly Node[]>;
  readonly imports: ReadonlyMap<string, Extract<Origin, { kind: 'import' }>>;
  readonly exports: ReadonlyMap<string, Origin>;
  /** Modules that are exported as a whole. */
  readonly everythingOf: readonly string[];
  readonly comments: readonly { readonly start: number; readonly end: number }[];
}

const nameOf = (node: unknown): string => {
  const { name, value } = node as { name?: string; value?: string };
  return name ?? value ?? '';
};

/** Names that a statement declares. */
function declaredNames(declaration: Node): readonly string[] {
  if (declaration.type !== 'VariableDeclaration') return [nameOf(declaration['id'])];
  return children(declaration, 'declarations').map(({ id }) => nameOf(id));
}

/** Parses the text of a `.d.ts` file. Throws if it cannot be parsed. */
export function readModule(text: string): DeclarationModule {
  const { program, comments } = parse(text, {
    sourceType: 'module',
    plugins: [['typescript', { dts: true }]],
  });
  const declarations = new Map<string, Node[]>();
  const imports = new Map<string, Extract<Origin, { kind: 'import' }>>();
  const exports = new Map<string, Origin>();
  const everythingOf: string[] = [];
  const declare = (declaration: Node, isExported: boolean): void => {
    for (const name of declaredNames(declaration)) {
      declarations.set(name, [...(declarations.get(name) ?? []), declaration]);
      if (isExported) exports.set(name, { kind: 'local', name });
    }
  };
  for (const statement of program.body as unknown as readonly Node[]) {
    const source = statement['source'] === null ? '' : nameOf(statement['source'] ?? {});
    switch (statement.type) {
      case 'ImportDeclaration':
        for (const { imported, local, type } of children(statement, 'specifiers')) {
          const name = { ImportDefaultSpecifier: 'default', ImportNamespaceSpecifier: '*' }[type];
          imports.set(nameOf(local), { kind: 'import', from: source, name: name ?? nameOf(imported) });
        }
        break;
      case 'ExportAllDeclaration':
        everythingOf.push(source);
        break;
      case 'ExportDefaultDeclaration':
        declarations.set('default', [statement['declaration'] as Node]);
        exports.set('default', { kind: 'local', name: 'default' });
        break;
      case 'ExportNamedDeclaration':
        if (statement['declaration']) declare(statement['declaration'] as Node, true);
        for (const { local, exported } of children(statement, 'specifiers')) {
          const name = nameOf(local);
          exports.set(
            nameOf(exported),
            source === '' ? { kind: 'local', name } : { kind: 'import', from: source, name },
          );
        }
        break;
      default:
        if (statement['id'] || statement['declarations']) declare(statement, false);
    }
  }
  return {
    text,
    declarations,
    imports,
    exports,
    everythingOf,
    comments: (comments ?? []) as unknown as DeclarationModule['comments'],
  };
}
