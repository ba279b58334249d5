/**
 * Renders EJS templates. The build compiles the templates of the generators, because compiling them at run time would
 * take a tenth of a run. Each template is still read from the disk, and a template that has changed since the build is
 * compiled when it is rendered. Both kinds run in the same way.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { templateKey, type TemplateBody } from './body.ts';
import { BUILT } from './built.ts';
import { compileToBody } from './compile.ts';

export type { TemplateBody } from './body.ts';

const bodies = new Map<string, TemplateBody>();

function bodyOf(root: string, template: string): TemplateBody {
  const file = join(root, template);
  const known = bodies.get(file);
  if (known !== undefined) return known;
  const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  const body = BUILT[templateKey(text)] ?? compileToBody(text);
  bodies.set(file, body);
  return body;
}

/**
 * Renders one template. Each template is read once per process.
 *
 * @param root Absolute folder that template names and `include('/node/templates/…')` are relative to.
 * @param template POSIX path below the root.
 * @param view Names that the template sees, as plain values and functions; prototypes are not visible to it.
 * @param escape Returns the output of `<%= value %>`.
 */
export function renderTemplate(
  root: string,
  template: string,
  view: object,
  escape: (value: unknown) => string,
): string {
  const locals: object = Object.assign(Object.create(null), view);
  const include = (path: string, more: object = {}) =>
    renderTemplate(root, path, { ...locals, ...more }, escape);
  return bodyOf(root, template)(locals, escape, include);
}
