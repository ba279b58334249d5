import { resolve } from 'node:path';
import { renderTemplate } from '../template-engine/index.ts';
import type { FileMode, GeneratedFile } from './types.ts';
import {
  jsDoc,
  jsonText,
  markdownCode,
  markdownText,
  propertyAccess,
  propertyKey,
  stringLiteral,
  valueLiteral,
  yamlString,
  enumType,
  exportStatement,
  importStatement,
  inferredType,
  interpolate,
  SourceText,
} from './text/index.ts';

/** The helpers that every template may call, each for one kind of target text. */
const TEMPLATE_HELPERS = {
  doc: jsDoc,
  json: jsonText,
  md: markdownText,
  code: markdownCode,
  yaml: yamlString,
  string: (text: string) => new SourceText(stringLiteral(text)),
  value: (value: unknown) => new SourceText(valueLiteral(value)),
  key: (name: string) => new SourceText(propertyKey(name)),
  access: (object: string, name: string) => new SourceText(propertyAccess(object, name)),
  imports: importStatement,
  exportsOf: exportStatement,
  enumType,
  inferredType,
} as const;

/** The folder of the generators; a bundled program passes its own. */
export const DEFAULT_TEMPLATE_ROOT = resolve(import.meta.dirname, '../../generators');

/** One file to create: from a template and a view, or from existing text. */
export type FileSpec =
  | {
      readonly path: string;
      /** POSIX, below the template root. */
      readonly template: string;
      /** Data of this file only, in addition to the view of its unit. */
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
      'template' in spec
        ? renderTemplate(root, spec.template, { ...shared, ...spec.view }, interpolate)
        : spec.contents,
    mode: spec.mode ?? 0o644,
  }));
}
