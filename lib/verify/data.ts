import { placeAt, type FaultInFile } from './types.ts';

/** Files of the kind in which comments and trailing commas are customary. */
const COMMENTED_JSON = /(?:^|\/)(?:tsconfig(?:\..+)?|\.oxlintrc)\.json$|\.(?:jsonc|code-snippets)$/;

export function isJson(path: string): boolean {
  return /\.(?:jsonc?|code-snippets)$/.test(path);
}

/** Whether a file is in a language of data that can be checked. */
export function isData(path: string): boolean {
  return isJson(path) || /\.ya?ml$/.test(path);
}

export function isContract(path: string): boolean {
  return /(?:^|\/)contract\.ya?ml$/.test(path);
}

/** The first fault of a JSON text, or null. */
export async function jsonFault(path: string, text: string): Promise<FaultInFile | null> {
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

/** Whether an object of a JSON text has a key twice, which parsers let pass: the last one would count. */
export async function hasKeyTwice(text: string): Promise<boolean> {
  const { visit } = await import('jsonc-parser');
  const objects: Set<string>[] = [];
  let found = false;
  visit(text, {
    onObjectBegin: () => void objects.push(new Set()),
    onObjectEnd: () => void objects.pop(),
    onObjectProperty: (key) => {
      found ||= objects.at(-1)?.has(key) === true;
      objects.at(-1)?.add(key);
    },
  });
  return found;
}

/** The first fault of a YAML text, or null. */
export async function yamlFault(text: string): Promise<FaultInFile | null> {
  const { parseAllDocuments, visit } = await import('yaml');
  const parsed = parseAllDocuments(text, { prettyErrors: true });
  const documents = Array.isArray(parsed) ? parsed : [];
  const [first] = documents.flatMap(({ errors }) => errors);
  if (first) {
    const { line, col } = first.linePos?.[0] ?? { line: 1, col: 1 };
    return { line, column: col, message: `not YAML: ${first.message.split('\n')[0]}` };
  }
  let found: FaultInFile | null = null;
  for (const document of documents) {
    visit(document, {
      Alias(_key, alias) {
        if (alias.resolve(document) === undefined)
          found ??= {
            ...placeAt(text, alias.range?.[0] ?? 0),
            message: `not YAML: no anchor is named ${JSON.stringify(alias.source)}`,
          };
      },
    });
  }
  return found;
}

/** The first error of a contract that was read before, or null: whose it is does not matter here. */
export async function contractFault(path: string, text: string): Promise<FaultInFile | null> {
  const { readContract } = await import('onex-runtime/contract');
  const error = readContract(text, { file: path, origin: 'foreign' }).issues.find(
    ({ severity }) => severity === 'error',
  );
  return error ? { line: error.position.line, column: error.position.column, message: error.message } : null;
}
