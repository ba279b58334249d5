import { child, children, nameOf, type Node } from '../parse/index.ts';

/**
 * Returns the text of an expression, as far as the file shows it: strings, templates, `+`, constants, object members,
 * and enum members that the file assigns a string. null: unknown.
 */
export function constantText(node: Node | null, text: string): string | null {
  switch (node?.type) {
    case 'StringLiteral':
      return node['value'] as string;
    case 'TemplateLiteral':
      return joined(
        children(node, 'quasis').flatMap((part, at) => {
          const cooked = (part['value'] as { cooked?: string | null }).cooked ?? null;
          const inner = children(node, 'expressions')[at];
          return inner === undefined ? [cooked] : [cooked, constantText(inner, text)];
        }),
      );
    case 'BinaryExpression':
      if (node['operator'] !== '+') return null;
      return joined([constantText(child(node, 'left'), text), constantText(child(node, 'right'), text)]);
    case 'Identifier':
      return assignedText(nameOf(node), text);
    case 'MemberExpression': {
      const property = child(node, 'property');
      return assignedText(node['computed'] === true ? constantText(property, text) : nameOf(property), text);
    }
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'ParenthesizedExpression':
      return constantText(child(node, 'expression'), text);
    default:
      return null;
  }
}

function joined(parts: readonly (string | null)[]): string | null {
  return parts.includes(null) ? null : parts.join('');
}

/** `NAME = 'text'`, `NAME: Type = 'text'`, `name: 'text'`. */
function assignedText(name: string | null, text: string): string | null {
  if (name === null || !/^[\w$]+$/.test(name)) return null;
  const escaped = name.replaceAll('$', '\\$');
  const given = new RegExp(`(?<![\\w$])${escaped}['"]?\\s*(?:=|:(?:[^=\\n]+=)?)\\s*(['"\`])([\\w$]*)\\1`);
  return given.exec(text)?.[2] ?? null;
}
