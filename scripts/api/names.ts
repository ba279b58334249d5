import type { Node } from '../../lib/injection/parse/index.ts';

/** Keys with a name that a node declares, and does not use. If the key is computed, the node uses the name. */
const GIVEN: Readonly<Record<string, readonly string[]>> = {
  TSPropertySignature: ['key'],
  TSMethodSignature: ['key'],
  TSQualifiedName: ['right'],
  TSDeclareMethod: ['key'],
  ClassProperty: ['key'],
  ClassAccessorProperty: ['key'],
  ClassPrivateProperty: ['key'],
  TSNamedTupleMember: ['label'],
  TSTypeParameter: ['name'],
  TSEnumMember: ['id'],
  TSTypePredicate: ['parameterName'],
};

/** Keys whose elements are parameters. Their names are used only inside the declaration. */
const PARAMETERS: ReadonlySet<string> = new Set(['params', 'parameters']);

/** Whether a member is not part of the interface: `private`, or with a `#`. */
export function isPrivate(member: Node): boolean {
  return member['accessibility'] === 'private' || member.type === 'ClassPrivateProperty';
}

/** Calls `visit` for each node below a node, parents first, without private members. */
export function walk(node: unknown, visit: (node: Node, isName: boolean) => void): void {
  const inside = (value: unknown, isName: boolean, isParameter: boolean): void => {
    if (Array.isArray(value)) {
      for (const one of value) inside(one, isName, isParameter);
      return;
    }
    if (typeof value !== 'object' || value === null || !('type' in value)) return;
    const current = value as Node;
    if (isPrivate(current)) return;
    visit(current, isName && !isParameter);
    for (const [key, child] of Object.entries(current)) {
      if (key === 'loc' || key === 'extra' || key.endsWith('Comments')) continue;
      const isGiven = GIVEN[current.type]?.includes(key) === true && current['computed'] !== true;
      inside(child, !isGiven, PARAMETERS.has(key) && current.type !== 'TSTypeParameterInstantiation');
    }
  };
  inside(node, true, false);
}

/** Names that a declaration uses: of types, of values in `typeof` and computed keys, and of base classes. */
export function usedNames(declaration: Node): ReadonlySet<string> {
  const names = new Set<string>();
  const own = new Set<string>();
  walk(declaration, (node, isName) => {
    if (node.type === 'TSTypeParameter')
      own.add(String((node['name'] as { name?: string }).name ?? node['name']));
    if (isName && node.type === 'Identifier') names.add(String(node['name']));
  });
  return new Set([...names].filter((name) => !own.has(name)));
}

/** Types that a declaration takes from other modules by `import('./module.ts').Type`. */
export function importedTypes(
  declaration: Node,
): readonly { readonly node: Node; readonly from: string; readonly name: string | null }[] {
  const found: { node: Node; from: string; name: string | null }[] = [];
  walk(declaration, (node) => {
    if (node.type !== 'TSImportType') return;
    const argument = node['argument'] as { value?: string; literal?: { value: string } };
    const qualifier = node['qualifier'] as { name?: string } | null | undefined;
    found.push({
      node,
      from: argument.value ?? argument.literal?.value ?? '',
      name: qualifier?.name ?? null,
    });
  });
  return found;
}
