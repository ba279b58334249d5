import {
  toConstant,
  toPascal,
  toPhrase,
  uniqueClassStems,
  uniqueStems,
  type TakenNames,
} from '../../../naming/index.ts';

/** The forms of one name: `CreateAPIKey`, `createAPIKey`, `create_api_key`, `CREATE_API_KEY`, `create api key`. */
export interface NameForms {
  readonly pascal: string;
  readonly camel: string;
  readonly snake: string;
  readonly constant: string;
  readonly words: string;
}

/** Returns the forms of any text; `fallback` is the name of a text without letters and digits. */
export function nameForms(name: string, fallback: string): NameForms {
  const [forms] = uniqueForms([name], fallback);
  return forms as NameForms;
}

/** Returns the forms of each name, in order; names that would share a file or a class are numbered. */
export function uniqueForms(names: readonly string[], fallback: string, taken: TakenNames = {}): NameForms[] {
  return uniqueClassStems(names, fallback, taken).map(formsOf);
}

/**
 * Returns the forms of each name, in order, for things that are named only by their stem: files, settings, constants.
 */
export function uniqueFileForms(names: readonly string[], fallback: string): NameForms[] {
  return uniqueStems(names, fallback).map(formsOf);
}

function formsOf(snake: string): NameForms {
  const pascal = toPascal(snake);
  const constant = toConstant(snake);
  const [first = ''] = snake.split('_');
  return {
    pascal,
    camel: first + pascal.slice(first.length),
    snake,
    constant: /^\d/.test(constant) ? `_${constant}` : constant,
    words: toPhrase(snake),
  };
}
