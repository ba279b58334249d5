import type { Entry, Layout, Root, Value } from './documents.ts';

/** Writes a document as JSON with comments. */
export function asJson({ head, value, layout }: Root): string {
  return `${head === null ? '' : `// ${head}\n`}${jsonValue(value, '', layout)}\n`;
}

const jsonKey = ({ key }: Entry, kind: Value['kind']): string => (kind === 'map' ? `"${key}": ` : '');

function jsonValue(value: Value, indent: string, layout: Layout): string {
  if (value.kind === 'scalar') return value.text;
  const [open, close] = value.kind === 'map' ? ['{', '}'] : ['[', ']'];
  if (value.entries.length === 0) return open + close;
  if (value.style === 'inline') {
    const items = value.entries.map(
      (entry) => jsonKey(entry, value.kind) + jsonValue(entry.value, indent, layout),
    );
    return value.kind === 'map'
      ? `${open} ${items.join(', ')} ${close}`
      : `${open}${items.join(', ')}${close}`;
  }
  const deeper = indent + layout.indent;
  const lines = value.entries.map((entry, index) => {
    const above = entry.above.map((text, at) =>
      at === 0 ? `${deeper}/* ${text} */\n` : `${deeper}// ${text}\n`,
    );
    const comma = layout.trailing || index < value.entries.length - 1 ? ',' : '';
    const beside = entry.beside === null ? '' : ` // ${entry.beside}`;
    const blank = entry.blank && index > 0 ? '\n' : '';
    return `${blank}${above.join('')}${deeper}${jsonKey(entry, value.kind)}${jsonValue(entry.value, deeper, layout)}${comma}${beside}\n`;
  });
  return `${open}\n${lines.join('')}${indent}${close}`;
}

/** Writes a document as YAML. */
export function asYaml({ head, value, layout }: Root): string {
  return `${head === null ? '' : `# ${head}\n\n`}${yamlBlock(value, '', { ...layout, indent: layout.indent.replace('\t', '   ') })}`;
}

function yamlInline(value: Value): string {
  if (value.kind === 'scalar') return value.text;
  const items = value.entries.map((entry) =>
    value.kind === 'map' ? `${entry.key}: ${yamlInline(entry.value)}` : yamlInline(entry.value),
  );
  if (items.length === 0) return value.kind === 'map' ? '{}' : '[]';
  return value.kind === 'map' ? `{ ${items.join(', ')} }` : `[${items.join(', ')}]`;
}

/** A list of a map may start at the column of its key. */
function indentOf(parent: Value, value: Value, indent: string, layout: Layout): string {
  const isFlat = layout.flat && parent.kind === 'map' && value.kind === 'list';
  return isFlat ? indent : indent + layout.indent;
}

function yamlBlock(value: Value, indent: string, layout: Layout): string {
  if (value.kind === 'scalar') return value.text;
  const lines = value.entries.map((entry, index) => {
    const above = entry.above.map((text) => `${indent}# ${text}\n`).join('');
    const blank = entry.blank && index > 0 ? '\n' : '';
    const beside = entry.beside === null ? '' : ` # ${entry.beside}`;
    const head = value.kind === 'map' ? `${entry.key}:` : '-';
    const isInline =
      entry.value.kind === 'scalar' || entry.value.style === 'inline' || entry.value.entries.length === 0;
    const rest = isInline
      ? ` ${yamlInline(entry.value)}${beside}\n`
      : `${beside}\n${yamlBlock(entry.value, indentOf(value, entry.value, indent, layout), layout)}`;
    return `${blank}${above}${indent}${head}${rest}`;
  });
  return lines.join('');
}
