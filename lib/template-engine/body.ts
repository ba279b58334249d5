import { createHash } from 'node:crypto';

/** Returns the text of a template's `include(path, view)`. */
export type Include = (path: string, view?: object) => string;

/** The code of a template. It is not in strict mode, because it reads the names of its view through `with`. */
export type TemplateBody = (locals: object, escapeFn: (value: unknown) => string, include: Include) => string;

/** Identifies the text of a template. */
export function templateKey(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 24);
}
