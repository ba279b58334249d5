import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ejs, { type TemplateFunction } from 'ejs';
import { interpolate } from './text/index.ts';

/** The folder of the generators; in a bundled program the caller passes its own. */
export const DEFAULT_TEMPLATE_ROOT = resolve(import.meta.dirname, '../../generators');

const compiled = new Map<string, TemplateFunction>();

/**
 * Renders one template; each is read and compiled once in a process.
 *
 * @param root Folder that template names and `include('/node/templates/…')` are relative to.
 * @param template POSIX path below the root.
 * @param view What the template sees, as plain values and functions; prototypes are not visible to it.
 */
export function renderTemplate(root: string, template: string, view: object): string {
  const filename = join(root, template);
  let render = compiled.get(filename);
  if (render === undefined) {
    render = ejs.compile(readFileSync(filename, 'utf8'), {
      filename,
      root,
      cache: true,
      compileDebug: false,
      escape: interpolate,
    });
    compiled.set(filename, render);
  }
  return render(view);
}
