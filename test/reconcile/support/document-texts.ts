import type { Entry, Root, Value } from './documents.ts';

/** Writes a document as JSON with comments. */
export function asJson({ head, value }: Root): string {
  return `${head === null ? '' : `// ${head}\n`}${jsonValue(value, '')}\n`;
}

const jsonKey = ({ key }: Entry, kind: Value['kind']): string => (kind === 'map' ? `"${key}": ` : '');

function jsonValue(value: Value, indent: string): string {
  if (value.kind === 'scalar') return value.text;
  const [open, close] = value.kind === 'map' ? ['{', '}'] : ['[', ']'];
  if (value.entries.length === 0) return open + close;
  if (value.style === 'inline') {
    const items = value.entries.map((entry) => jsonKey(entry, value.kind) + jsonValue(entry.value, indent));
    return value.kind === 'map'
      ? `${open} ${items.join(', ')} ${close}`
      : `${open}${items.join(', ')}${close}`;
  }
  const deeper = `${indent}  `;
  const lines = value.entries.map((entry, index) => {
    const above = entry.above.map((text, at) =>
      at === 0 ? `${deeper}/* ${text} */\n` : `${deeper}// ${text}\n`,
    );
    const comma = index < value.entries.length - 1 ? ',' : '';
    const beside = entry.beside === null ? '' : ` // ${entry.beside}`;
    const blank = entry.blank && index > 0 ? '\n' : '';
    return `${blank}${above.join('')}${deeper}${jsonKey(entry, value.kind)}${jsonValue(entry.value, deeper)}${comma}${beside}\n`;
  });
  return `${open}\n${lines.join('')}${indent}${close}`;
}

/** Writes a document as YAML. */
export function asYaml({ head, value }: Root): string {
  return `${head === null ? '' : `# ${head}\n\n`}${yamlBlock(value, '')}`;
}

function yamlInline(value: Value): string {
  if (value.kind === 'scalar') return value.text;
  const items = value.entries.map((entry) =>
    value.kind === 'map' ? `${entry.key}: ${yamlInline(entry.value)}` : yamlInline(entry.value),
  );
  if (items.length === 0) return value.kind === 'map' ? '{}' : '[]';
  return value.kind === 'map' ? `{ ${items.join(', ')} }` : `[${items.join(', ')}]`;
}

function yamlBlock(value: Value, indent: string): string {
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
      : `${beside}\n${yamlBlock(entry.value, `${indent}  `)}`;
    return `${blank}${above}${indent}${head}${rest}`;
  });
  return lines.join('');
}
