import { boundName, type ClassPlace, isScope, type OpenFile } from '../survey/index.ts';
import { child, children, nameOf, type Node } from '../parse/index.ts';

/** A class of the file, or a request to another module. */
export type Exported = ClassPlace | { readonly specifier: string; readonly name: string };

/**
 * Returns the possible meanings of an exported name: one if a statement names it, otherwise one for each module that is
 * re-exported as a whole.
 */
export function exportsOf(file: OpenFile, wanted: string): readonly Exported[] {
  const passedOn: Exported[] = [];
  for (const statement of children(file.program, 'body')) {
    if (statement.type === 'ExportAllDeclaration' && wanted !== 'default' && wanted !== '*') {
      passedOn.push({ specifier: nameOf(child(statement, 'source')) ?? '', name: wanted });
    }
    const found = ofModule(file, statement, wanted) ?? ofCommonJs(file, statement, wanted);
    if (found !== null) return [found];
  }
  return passedOn;
}

function ofModule(file: OpenFile, statement: Node, wanted: string): Exported | null {
  const declaration = child(statement, 'declaration');
  if (statement.type === 'ExportDefaultDeclaration')
    return wanted === 'default' ? ofValue(file, declaration) : null;
  if (statement.type === 'TSExportAssignment') {
    return isWhole(wanted) ? ofValue(file, child(statement, 'expression')) : null;
  }
  if (statement.type !== 'ExportNamedDeclaration') return null;
  const declared = [declaration, ...children(declaration, 'declarations')];
  if (declared.some((one) => nameOf(child(one, 'id')) === wanted)) return ofName(file, wanted);
  for (const specifier of children(statement, 'specifiers')) {
    if (specifier.type !== 'ExportSpecifier' || nameOf(child(specifier, 'exported')) !== wanted) continue;
    const local = nameOf(child(specifier, 'local')) ?? wanted;
    const from = nameOf(child(statement, 'source'));
    return from === null ? ofName(file, local) : { specifier: from, name: local };
  }
  return null;
}

/** `module.exports = Base`, `module.exports = { Base }`, `exports.Base = Base`. */
function ofCommonJs(file: OpenFile, statement: Node, wanted: string): Exported | null {
  const assignment = statement.type === 'ExpressionStatement' ? child(statement, 'expression') : null;
  if (assignment?.type !== 'AssignmentExpression') return null;
  const right = child(assignment, 'right');
  const left = dotted(child(assignment, 'left'));
  if (left === `exports.${wanted}` || left === `module.exports.${wanted}`) return ofValue(file, right);
  if (left !== 'module.exports') return null;
  if (isWhole(wanted)) return ofValue(file, right);
  const property = children(right, 'properties').find((one) => nameOf(child(one, 'key')) === wanted);
  return property === undefined ? null : ofValue(file, child(property, 'value'));
}

/** Whether the whole module is wanted. In CommonJS, a default import is also the whole module. */
function isWhole(wanted: string): boolean {
  return wanted === '*' || wanted === 'default';
}

function dotted(node: Node | null): string | null {
  if (node?.type !== 'MemberExpression') return nameOf(node);
  return node['computed'] === true
    ? null
    : `${dotted(child(node, 'object'))}.${nameOf(child(node, 'property'))}`;
}

function ofValue(file: OpenFile, value: Node | null): Exported | null {
  const name = value?.type === 'Identifier' ? nameOf(value) : null;
  if (name !== null) return ofName(file, name);
  return file.survey.classes.find((place) => place.node === value) ?? null;
}

function ofName(file: OpenFile, name: string): Exported | null {
  const origin = file.imports.get(name);
  if (origin !== undefined) return { specifier: origin.specifier, name: origin.exported };
  const found = file.survey.classes.find(
    (place) => boundName(place) === name && place.ancestors.findLast(isScope)?.type === 'Program',
  );
  return found ?? null;
}
