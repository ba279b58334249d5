import { quote } from 'onex-cli-kit';
import { UserError } from '../errors/index.ts';
import { isDeviceName, isLanguageWord, isObjectKey } from './reserved.ts';
import { toKebab, toSnake } from './words.ts';

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** A node's name without domain and kind, in snake case: `payment`, `invoice_export`. */
export type NodeName = Branded<'NodeName'>;
/** Producer segment of the node's topics, kebab case: `billing`, `order-desk`. */
export type Domain = Branded<'Domain'>;
/** Value of a payload's `operation`: snake case, with parts joined by dots: `create`, `ledger.append`. */
export type OperationName = Branded<'OperationName'>;
/** npm package name of a project, kebab case. */
export type ProjectName = Branded<'ProjectName'>;

export const MAX_NAME_LENGTH = 64;
const DOCS = 'reference.md#names';

interface Rule {
  /** Its description in a message: `node name`. */
  readonly what: string;
  /** A valid name, for the message. */
  readonly example: string;
  readonly allowed: RegExp;
  readonly characters: string;
  readonly languageWords: 'refused' | 'allowed';
  readonly form: (text: string) => string;
}

const LETTERS = { allowed: /^[A-Za-z0-9_-]+$/, characters: 'letters (A–Z, a–z), digits (0–9), "_", and "-"' };

const NODE: Rule = {
  what: 'node name',
  example: 'payment',
  ...LETTERS,
  languageWords: 'refused',
  form: toSnake,
};
const DOMAIN: Rule = {
  what: 'domain',
  example: 'billing',
  ...LETTERS,
  languageWords: 'refused',
  form: toKebab,
};
const PROJECT: Rule = {
  what: 'project name',
  example: 'shop',
  ...LETTERS,
  languageWords: 'allowed',
  form: toKebab,
};
const OPERATION: Rule = {
  what: 'operation',
  example: 'create',
  allowed: /^[A-Za-z0-9_.-]+$/,
  characters: 'letters (A–Z, a–z), digits (0–9), "_", "-", and "."',
  // `delete` and `default` are valid operations, because no identifier consists only of an operation's name.
  languageWords: 'allowed',
  form: (text) => text.split('.').map(toSnake).join('.'),
};

/** @throws UserError in one line: what, why, and how to fix it. */
export function parseNodeName(text: string): NodeName {
  return parse(NODE, text) as NodeName;
}

/** @throws UserError */
export function parseDomain(text: string): Domain {
  return parse(DOMAIN, text) as Domain;
}

/** @throws UserError */
export function parseProjectName(text: string): ProjectName {
  return parse(PROJECT, text) as ProjectName;
}

/** @throws UserError */
export function parseOperationName(text: string): OperationName {
  const name = parse(OPERATION, text);
  if (name.split('.').some((part) => !/^[a-z]/.test(part))) {
    throw refusal(OPERATION, text, 'has a part between dots that does not start with a letter (A–Z, a–z)');
  }
  return name as OperationName;
}

/**
 * Parses the operations of one node. Their names must differ; `Create` and `create` are the same name.
 * @throws UserError
 */
export function parseOperationNames(texts: readonly string[]): readonly OperationName[] {
  const names = texts.map(parseOperationName);
  const twice = names.findIndex((name, index) => names.indexOf(name) < index);
  if (twice >= 0) {
    throw new UserError(
      'ERR_ONEX_INVALID_NAME',
      `The operation ${quote(texts[twice]!)} is listed twice. List each operation once.`,
      {
        docs: DOCS,
      },
    );
  }
  return names;
}

function parse(rule: Rule, text: string): string {
  if (text.trim() === '') throw refusal(rule, text, 'is empty');
  if (text.length > MAX_NAME_LENGTH) {
    throw refusal(rule, text, `has ${text.length} characters; the maximum is ${MAX_NAME_LENGTH}`);
  }
  if (text.includes('..') || /[/\\]/.test(text)) throw refusal(rule, text, 'looks like a path');
  if (!rule.allowed.test(text)) throw refusal(rule, text, `may contain only ${rule.characters}`);
  if (/^[0-9]/.test(text)) throw refusal(rule, text, 'starts with a digit');
  if (!/^[A-Za-z]/.test(text)) throw refusal(rule, text, 'must start with a letter (A–Z, a–z)');
  const name = rule.form(text);
  if (isDeviceName(name)) throw refusal(rule, text, 'is the name of a device on Windows');
  if (isObjectKey(name)) throw refusal(rule, text, 'is a property of every JavaScript object');
  if (rule.languageWords === 'refused' && isLanguageWord(name)) {
    throw refusal(rule, text, 'is a word of JavaScript or TypeScript');
  }
  return name;
}

function refusal(rule: Rule, text: string, why: string): UserError {
  const subject = text.trim() === '' ? `The ${rule.what}` : `The ${rule.what} ${quote(text)}`;
  return new UserError('ERR_ONEX_INVALID_NAME', `${subject} ${why}. Take a name such as ${rule.example}.`, {
    docs: DOCS,
  });
}
