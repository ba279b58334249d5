import type { GeneratedFile, Unit } from '../../../lib/render/index.ts';

const LIST = Array.from({ length: 9 }, (_, index) => `'value number ${index}'`).join(', ');

function nextText(path: string, text: string): string {
  if (path.endsWith('.ts')) {
    const lines = text.split('\n');
    const at = lines.findLastIndex(
      (line, index) => line === '' && /^(?:export|const|describe|function|\/\*\*)/.test(lines[index + 1]!),
    );
    lines.splice(
      at < 0 ? lines.length : at,
      0,
      '',
      `/** Of the next version. */`,
      `export const NEXT = [${LIST}].map((value) => { return { value: value, 'size': value.length }; });`,
    );
    return `${lines.join('\n')}\nexport type Next = typeof NEXT extends readonly (infer Item)[] ? Item : never;\n`;
  }
  if (path.endsWith('.md')) return text.replace(/\n\n/, '\n\nThis is a paragraph of the next version.\n\n');
  return text;
}

/**
 * A unit as the next version of the templates would render it: statements in the middle and at the
 * end of each module, and a new module.
 */
export function nextTemplates(unit: Unit): Unit {
  const files = unit.files.map((file): GeneratedFile =>
    typeof file.contents === 'string' ? { ...file, contents: nextText(file.path, file.contents) } : file,
  );
  const added: GeneratedFile = {
    path: 'v1_0_0/next.ts',
    contents: "export const next = { 'a': 'text' };\n",
    mode: 0o644,
  };
  return { ...unit, files: [...files, added] };
}
