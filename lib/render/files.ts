import { renderTemplate } from './engine.ts';
import { TEMPLATE_HELPERS } from './helpers.ts';
import type { FileMode, GeneratedFile } from './types.ts';

/** One file to be made: from a template and a view, or from text that exists. */
export type FileSpec =
  | {
      readonly path: string;
      /** POSIX, below the template root. */
      readonly template: string;
      /** What is special to this file, beside the view of its unit. */
      readonly view?: object;
      readonly mode?: FileMode;
    }
  | { readonly path: string; readonly contents: string | Uint8Array; readonly mode?: FileMode };

/** Renders a list of files, all with the unit's view and the helpers. */
export function renderFiles(root: string, specs: readonly FileSpec[], view: object): GeneratedFile[] {
  const shared = { ...TEMPLATE_HELPERS, ...view };
  return specs.map((spec) => ({
    path: spec.path,
    contents:
      'template' in spec ? renderTemplate(root, spec.template, { ...shared, ...spec.view }) : spec.contents,
    mode: spec.mode ?? 0o644,
  }));
}
