/** What an expression compares a field with. */
export type Operand =
  | { readonly kind: 'literal'; readonly value: unknown }
  /** An unquoted word: the name of a field, or text. */
  | { readonly kind: 'word'; readonly word: string };

const WORD = /^[A-Za-z][\w-]*(?:\.[A-Za-z_]\w*)*$/;

/**
 * Parses an operand: a number, quoted text, `true`, `false`, `null`, a list of these, or an unquoted word. Null for
 * anything else.
 *
 * A literal is compared by its text, so the text must survive: `12.00` and `007` are not what JavaScript prints for the
 * numbers, and stay text. `String(value)` gives every literal back as it is written.
 */
export function parseOperand(text: string): Operand | null {
  if (/^[[(].*[\])]$/s.test(text)) return parseList(text.slice(1, -1));
  if (/^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(text)) {
    return literal(String(Number(text)) === text ? Number(text) : text);
  }
  const quoted = /^"([^"\\]*)"$|^'([^'\\]*)'$/s.exec(text);
  if (quoted !== null) return literal(quoted[1] ?? quoted[2]);
  if (text === 'true' || text === 'false') return literal(text === 'true');
  if (text === 'null') return literal(null);
  // As Python writes them, they are the texts that its comparison yields.
  if (text === 'True' || text === 'False' || text === 'None') return literal(text);
  return WORD.test(text) ? { kind: 'word', word: text } : null;
}

/** The items of a list, without brackets: `a,b` or `"a", 1`. A word in a list is text. */
export function parseList(inner: string): Operand | null {
  if (inner.trim() === '') return literal([]);
  const parts = inner.match(/(?:"[^"]*"|'[^']*'|[^,])+/g) ?? [];
  const values: unknown[] = [];
  for (const part of parts) {
    const operand = parseOperand(part.trim());
    if (operand === null || (operand.kind === 'literal' && Array.isArray(operand.value))) return null;
    values.push(operand.kind === 'word' ? operand.word : operand.value);
  }
  return literal(values);
}

function literal(value: unknown): Operand {
  return { kind: 'literal', value };
}
