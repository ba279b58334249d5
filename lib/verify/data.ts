import { placeAt, type Complaint } from './types.ts';

/** Files of the kind in which comments and trailing commas are customary. */
const COMMENTED_JSON = /(?:^|\/)(?:tsconfig(?:\..+)?|\.oxlintrc)\.json$|\.jsonc$/;

/** Whether a file is in a language of data that can be checked. */
export function isData(path: string): boolean {
  return /\.(?:ya?ml|jsonc?)$/.test(path);
}

export function isContract(path: string): boolean {
  return /(?:^|\/)contract\.ya?ml$/.test(path);
}

/** The first fault of a JSON text, or null. */
export async function jsonFault(path: string, text: string): Promise<Complaint | null> {
  try {
    JSON.parse(text);
    return null;
  } catch {
    // The parser below knows the place, and the dialect with comments.
  }
  const { parse, printParseErrorCode } = await import('jsonc-parser');
  const errors: { error: number; offset: number; length: number }[] = [];
  const lenient = COMMENTED_JSON.test(path);
  parse(text, errors, { disallowComments: !lenient, allowTrailingComma: lenient });
  const [first] = errors;
  return first
    ? { ...placeAt(text, first.offset), message: `not JSON: ${printParseErrorCode(first.error)}` }
    : null;
}

/** The first fault of a YAML text, or null. */
export async function yamlFault(text: string): Promise<Complaint | null> {
  const { parseDocument } = await import('yaml');
  const [first] = parseDocument(text, { prettyErrors: true }).errors;
  if (!first) return null;
  const { line, col } = first.linePos?.[0] ?? { line: 1, col: 1 };
  return { line, column: col, message: `not YAML: ${first.message.split('\n')[0]}` };
}

/** The first error of a contract that was read before, or null: whose it is does not matter here. */
export async function contractFault(path: string, text: string): Promise<Complaint | null> {
  const { readContract } = await import('onex-runtime/contract');
  const error = readContract(text, { file: path, origin: 'foreign' }).issues.find(
    ({ severity }) => severity === 'error',
  );
  return error ? { line: error.position.line, column: error.position.column, message: error.message } : null;
}
