import { LineCounter, parseAllDocuments } from 'yaml';
import type { Document } from 'yaml';
import type { ContractIssue, KeyPath, Position } from '../model.ts';
import { offsets } from './offsets.ts';
import { walk } from './walk.ts';
import { faultMessage } from './faults.ts';

/** Characters of a contract; the largest of the ecosystem has about 40,000. */
export const MAX_CONTRACT_LENGTH = 524_288;
/** More than anybody reads; a hostile file could hold a hundred thousand faults. */
export const MAX_ISSUES = 200;

/** A YAML document as plain data, with the place of each value. */
export interface YamlSource {
  /** Without byte order mark. */
  readonly text: string;
  /** undefined when the text is no single well-formed document. */
  readonly value: unknown;
  readonly issues: readonly ContractIssue[];
  /** Of the value at `path`, or of its key; of the nearest ancestor where the path leads nowhere. */
  readonly positionOf: (path: KeyPath, part?: 'key' | 'value') => Position;
}

/**
 * Parses one YAML document (with merge keys; version 1.2 unless told) without trusting it: length, depth, aliases and the number of
 * documents are bounded, duplicate keys and keys that are no scalars are errors. Never throws.
 */
export function parseYaml(input: string, options: { readonly version?: '1.1' | '1.2' } = {}): YamlSource {
  const text = input.startsWith('\uFEFF') ? input.slice(1) : input;
  const start: Position = { line: 1, column: 1 };
  const refuse = (message: string, position: Position = start): YamlSource => ({
    text,
    value: undefined,
    issues: [{ severity: 'error', message, path: [], position }],
    positionOf: () => start,
  });

  if (text.length > MAX_CONTRACT_LENGTH) {
    return refuse(`the file has ${text.length} characters; a contract may have ${MAX_CONTRACT_LENGTH}`);
  }
  if (text.includes('\0')) return refuse('the file holds a NUL character, so it is no YAML text');
  const lines = new LineCounter();
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  let documents: Document.Parsed[];
  try {
    // Keys are checked for uniqueness by `walk`, in linear time; yaml's own check is quadratic.
    documents = [
      ...parseAllDocuments(text, {
        lineCounter: lines,
        prettyErrors: false,
        uniqueKeys: false,
        merge: true,
        version: options.version ?? '1.2',
      }),
    ];
  } catch (error) {
    if (error instanceof RangeError) return refuse('the text is nested too deeply');
    throw error;
  }
  const [document, second] = documents;
  if (document === undefined || document.contents === null) return refuse('the file is empty');
  if (second !== undefined) {
    return refuse(
      'several YAML documents; a contract is one: put each into a file of its own',
      at(second.range[0]),
    );
  }
  const faults = document.errors.slice(0, MAX_ISSUES).map((error): ContractIssue => ({
    severity: 'error',
    message: faultMessage(error.code, error.message),
    path: [],
    position: at(error.pos[0]),
  }));
  if (faults.length > 0) return { text, value: undefined, issues: faults, positionOf: () => start };

  const issues: ContractIssue[] = document.warnings.slice(0, MAX_ISSUES).map((warning) => ({
    severity: 'warning',
    message: faultMessage(warning.code, warning.message),
    path: [],
    position: at(warning.pos[0]),
  }));
  const tell = (
    severity: ContractIssue['severity'],
    message: string,
    path: KeyPath,
    offset: number,
  ): void => {
    if (issues.length < MAX_ISSUES) issues.push({ severity, message, path, position: at(offset) });
  };
  walk(document.contents, tell, { textOnly: options.version !== '1.1' });
  const offsetOf = offsets(document);
  const positionOf = (path: KeyPath, part: 'key' | 'value' = 'value'): Position => at(offsetOf(path, part));
  if (issues.some((issue) => issue.severity === 'error'))
    return { text, value: undefined, issues, positionOf };
  try {
    // `walk` bounds what aliases repeat; yaml's own bound refuses many small ones.
    const value: unknown = document.toJS({ maxAliasCount: -1 });
    return value === null ? refuse('the file is empty') : { text, value, issues, positionOf };
  } catch (error) {
    return refuse(faultMessage('', (error as Error).message));
  }
}
