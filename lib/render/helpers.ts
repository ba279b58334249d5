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
  SourceText,
} from './text/index.ts';

/** What every template may call, each for one kind of place that text goes to. */
export const TEMPLATE_HELPERS = {
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
