import { format } from 'prettier';
import { paragraphs } from '../reference/markdown.ts';
import { importedTypes, isPrivate, walk } from './names.ts';
import type { Node } from '../../lib/injection/parse/index.ts';
import type { Declaration, Surface } from './surface.ts';

type Range = { readonly start: number; readonly end: number };

/** Text of a part of a module without some ranges, which may lie outside the part. */
function without(text: string, { start, end }: Range, ranges: readonly Range[]): string {
  const cut = ranges
    .filter((range) => range.start >= start && range.end <= end)
    .toSorted((a, b) => a.start - b.start);
  let result = '';
  let at = start;
  for (const range of cut) {
    if (range.start < at) continue;
    result += text.slice(at, range.start);
    at = range.end;
  }
  return result + text.slice(at, end);
}

/** The `import('./module.ts').` before the name of a type: the file of a type is not part of the interface. */
function pathsOf(node: Node, text: string): readonly Range[] {
  return importedTypes(node)
    .filter(({ from, name }) => name !== null && from.startsWith('.'))
    .map(({ node: { start, end }, name }) => ({
      start,
      end: start + text.slice(start, end).lastIndexOf(`.${name}`) + 1,
    }));
}

/** Private members of the classes in a declaration. */
function privatesOf(node: Node): readonly Range[] {
  const found: Range[] = [];
  walk(node, ({ type, body }) => {
    if (type === 'ClassBody') found.push(...(body as Node[]).filter((member) => isPrivate(member)));
  });
  return found;
}

/** A declaration without comments, private members, and paths. */
function textOf({ module, nodes }: Declaration): string {
  return nodes
    .map((node) => {
      const ranges = [...module.comments, ...privatesOf(node), ...pathsOf(node, module.text)];
      const text = without(module.text, node, ranges).trim();
      return text.replace(/^declare /, '').replaceAll(/\n\s*\n/g, '\n');
    })
    .join('\n');
}

const AMBIENT = /^(?:abstract class|class|function|const|let|var|enum|namespace)\b/;

/** One declaration as a statement of a `.d.ts` file. */
function statement(declaration: Declaration, exportedAs: string | null): string {
  const text = textOf(declaration);
  const keyword = AMBIENT.test(text) ? 'declare ' : '';
  if (exportedAs === null) return `${keyword}${text}`;
  if (exportedAs === declaration.name) return `export ${keyword}${text}`;
  return `${keyword}${text}\nexport { ${declaration.name} as ${exportedAs} };`;
}

function imports(outside: ReadonlySet<string>): string {
  const byModule = Map.groupBy([...outside].toSorted(), (name) => name.split('#')[0] ?? '');
  return [...byModule]
    .map(([module, names]) => `// ${module}: ${names.map((name) => name.split('#')[1]).join(', ')}`)
    .join('\n');
}

/** A report in Markdown. */
export function pageOf(title: string, code: string): string {
  return paragraphs([
    `# ${title}`,
    '<!-- Made by `npm run api`. A change of this file is a change of the public interface. -->',
    `\`\`\`ts\n${code}\`\`\``,
  ]);
}

const byText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/**
 * The report of an entry point in Markdown. It is the same wherever it is made: names are sorted by their code units,
 * and nothing in it depends on paths.
 */
export async function reportOf(title: string, { exported, named, outside }: Surface): Promise<string> {
  const published = [...exported].map(([name, found]) => {
    if (typeof found !== 'string') return statement(found, name);
    const [module, original] = found.split('#') as [string, string];
    return `export { ${original === name ? name : `${original} as ${name}`} } from '${module}';`;
  });
  const others = named
    .map((declaration) => ({ name: declaration.name, text: statement(declaration, null) }))
    .toSorted((a, b) => byText(a.name, b.name) || byText(a.text, b.text))
    .map(({ text }) => text);
  const source = [
    imports(outside),
    ...published,
    others.length === 0 ? '' : '// Not exported, but named above:',
    ...others,
  ];
  const code = await format(source.filter((text) => text !== '').join('\n\n'), {
    parser: 'typescript',
    printWidth: 110,
    singleQuote: true,
  });
  return pageOf(title, code);
}
