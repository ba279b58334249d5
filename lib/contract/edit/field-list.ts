import { quote } from 'onex-cli-kit';
import { namesOf, NotationError, parseType, type Contract } from 'onex-runtime/contract';
import { UserError } from '../../errors/index.ts';

/** A field as written in a contract: `amount: Decimal`. */
export interface FieldText {
  readonly name: string;
  /** In the contract's notation, which is that of Python. */
  readonly type: string;
}

const NAME = /^[A-Za-z_]\w{0,63}$/;
const DOCS = 'contracts.md';

/** Splits at commas that are outside brackets, braces, and quotes. */
function parts(text: string): readonly string[] {
  const found: string[] = [''];
  let depth = 0;
  let quoted: string | null = null;
  for (const character of text) {
    if (quoted !== null) quoted = character === quoted ? null : quoted;
    else if (character === '"' || character === "'") quoted = character;
    else if ('[{('.includes(character)) depth += 1;
    else if (']})'.includes(character)) depth -= 1;
    if (character === ',' && depth <= 0 && quoted === null) found.push('');
    else found[found.length - 1] += character;
  }
  return found.map((part) => part.trim()).filter((part) => part !== '');
}

function fieldOf(part: string): FieldText {
  const [, name = '', type = ''] = /^([^:]*?)\s*:\s*(.*)$/s.exec(part) ?? [];
  if (name === '' || type === '') {
    throw new UserError(
      'ERR_ONEX_INVALID_FIELD',
      `The field ${quote(part)} has no type. Write it as in "amount: Decimal".`,
      {
        docs: DOCS,
      },
    );
  }
  if (!NAME.test(name)) {
    throw new UserError(
      'ERR_ONEX_INVALID_NAME',
      `The field name ${quote(name)} may contain only letters (A–Z, a–z), digits (0–9), and "_", must not start with a digit, and has at most 64 characters.`,
      { docs: DOCS },
    );
  }
  if (name in Object.prototype) {
    throw new UserError(
      'ERR_ONEX_INVALID_NAME',
      `The field name ${quote(name)} is a name that every JavaScript object has. Take another name.`,
    );
  }
  checkType(name, type);
  return { name, type };
}

function checkType(name: string, type: string): void {
  try {
    parseType(type);
  } catch (error) {
    if (!(error instanceof NotationError)) throw error;
    throw new UserError(
      'ERR_ONEX_INVALID_FIELD',
      `The type ${quote(type)} of the field ${name} cannot be read: ${error.message} at character ${error.offset + 1}. ` +
        'Write a type such as str, int, Decimal, list[str], or str | None.',
      { docs: DOCS, cause: error },
    );
  }
}

/**
 * Parses fields as people type them: `amount: Decimal, note: str | None`.
 * @throws UserError for a field without a type, an invalid name, an unknown type, and a repeated name
 */
export function parseFields(text: string): readonly FieldText[] {
  const fields = parts(text).map(fieldOf);
  const twice = fields.find(({ name }, index) => fields.findIndex((other) => other.name === name) < index);
  if (twice !== undefined)
    throw new UserError(
      'ERR_ONEX_ALREADY_EXISTS',
      `The field ${quote(twice.name)} is given twice. Give each field once.`,
    );
  return fields;
}

/**
 * Refuses fields with a type that the contract does not define, because the name would become a model without fields.
 * @param text Text of the contract, which may already use the name.
 * @throws UserError
 */
export function refuseUnknownModels(fields: readonly FieldText[], text: string, contract: Contract): void {
  for (const { name, type } of fields) {
    for (const model of namesOf(parseType(type))) {
      if (model in contract.definitions || new RegExp(`\\b${model}\\b`).test(text)) continue;
      throw new UserError(
        'ERR_ONEX_INVALID_FIELD',
        `The type ${quote(type)} of the field ${name} names ${model}, which the contract does not define. ` +
          'Write a type such as str, int, Decimal, list[str], or str | None, or define the model under annotations.definitions.',
        { docs: DOCS },
      );
    }
  }
}
