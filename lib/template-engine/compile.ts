import ejs from 'ejs';
import type { TemplateBody } from './body.ts';

const PARAMETERS = 'locals, escapeFn, include';

/**
 * Compiles the text of a template to the code of a function with these parameters.
 * @throws SyntaxError if the template is invalid
 */
export function compileToSource(text: string): { readonly parameters: string; readonly source: string } {
  const template = new ejs.Template(text, { compileDebug: false });
  template.compile();
  return { parameters: PARAMETERS, source: template.source };
}

/** Compiles the text of a template to a function. */
export function compileToBody(text: string): TemplateBody {
  const { parameters, source } = compileToSource(text);
  return new Function(parameters, source) as TemplateBody;
}
