import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** One file that `onex effect` wrote: the rivals write the same texts to the same places. */
export interface Sample {
  /** POSIX, relative to the project. */
  readonly path: string;
  readonly text: string;
}

/** Lays out a hygen generator `node new` in `folder/_templates` that writes the samples with the name filled in. */
export function writeHygenTemplates(folder: string, samples: readonly Sample[], name: string): void {
  const target = path.join(folder, '_templates/node/new');
  mkdirSync(target, { recursive: true });
  for (const [index, sample] of samples.entries()) {
    const fill = (text: string) => text.replaceAll('<%', '<%%').replaceAll(name, '<%= name %>');
    const template = `---\nto: ${fill(sample.path)}\n---\n${fill(sample.text)}`;
    writeFileSync(path.join(target, `${String(index).padStart(2, '0')}.ejs.t`), template);
  }
}

/** Lays out a plop generator `node` in `folder` that writes the samples with the name filled in. */
export function writePlopfile(folder: string, samples: readonly Sample[], name: string): void {
  const templates = path.join(folder, 'plop-templates');
  mkdirSync(templates, { recursive: true });
  const fill = (text: string) => text.replaceAll('{{', '\\{{').replaceAll(name, '{{name}}');
  const actions = samples.map((sample, index) => {
    const templateFile = `plop-templates/${index}.hbs`;
    writeFileSync(path.join(folder, templateFile), fill(sample.text));
    return { type: 'add', path: fill(sample.path), templateFile };
  });
  const prompts = [{ type: 'input', name: 'name', message: 'name' }];
  const generator = JSON.stringify({ description: 'a node', prompts, actions });
  writeFileSync(
    path.join(folder, 'plopfile.mjs'),
    `export default (plop) => plop.setGenerator('node', ${generator});\n`,
  );
}
