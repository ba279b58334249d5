import { LineCounter, parseAllDocuments } from 'yaml';
import type { Document, Scalar } from 'yaml';
import type { ContractIssue, KeyPath, Origin, Position } from '../model.ts';
import { construct, scalarOf } from './construct.ts';
import { faultMessage } from './faults.ts';
import { places } from './places.ts';
import { walk, type Grade } from './walk.ts';

/** Characters of a contract; the largest of the ecosystem has about 40,000. */
export const MAX_CONTRACT_LENGTH = 524_288;
/** More than anybody reads; a hostile file could hold a hundred thousand faults. */
export const MAX_ISSUES = 200;

/** A YAML document as plain data, with the place of each value. */
export interface YamlSource {
  /** Without byte order mark. */
  readonly text: string;
  /** undefined when the text is not a single well-formed document. Dates are text, integers beyond 2^53 bigints. */
  readonly value: unknown;
  /** The same with each date as a Date, as Python's reader has it. */
  readonly pythonValue: () => unknown;
  readonly issues: readonly ContractIssue[];
  /** Of the value at `path`, or of its key; of the nearest ancestor where the path leads nowhere. */
  readonly positionOf: (path: KeyPath, part?: 'key' | 'value') => Position;
  /** The text of a scalar as it is written; null where none is, or it is in quotes or a block. */
  readonly plainAt: (path: KeyPath) => string | null;
}

/**
 * Parses one YAML document as Python's reader of YAML 1.1 does, without trusting it: length, depth, aliases and the
 * number of documents are bounded, keys that are not scalars are errors. Never throws.
 * @param options.origin Whose contract it is, which decides how grave a mistake is; unless it is `foreign`, a key may
 * stand once only.
 */
export function parseYaml(input: string, options: { readonly origin?: Origin | undefined } = {}): YamlSource {
  const text = input.startsWith('\uFEFF') ? input.slice(1) : input;
  const start: Position = { line: 1, column: 1 };
  const none = (issues: readonly ContractIssue[]): YamlSource => ({
    text,
    value: undefined,
    pythonValue: () => undefined,
    issues,
    positionOf: () => start,
    plainAt: () => null,
  });
  const refuse = (message: string, position: Position = start): YamlSource =>
    none([{ severity: 'error', message, path: [], position }]);

  if (text.length > MAX_CONTRACT_LENGTH) {
    return refuse(`the file has ${text.length} characters; a contract may have ${MAX_CONTRACT_LENGTH}`);
  }
  if (text.includes('\0')) return refuse('the file contains a NUL character, so it is not YAML');
  const lines = new LineCounter();
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  let documents: Document.Parsed[];
  try {
    documents = [
      ...parseAllDocuments(text, {
        lineCounter: lines,
        prettyErrors: false,
        // `walk` checks keys in linear time; the package's own check is quadratic.
        uniqueKeys: false,
        // Scalars are read by rules of our own: the package's rules for YAML 1.1 are not those of Python's reader.
        schema: 'failsafe',
        resolveKnownTags: false,
      }),
    ];
  } catch (error) {
    if (error instanceof RangeError) return refuse('the text is nested too deeply');
    throw error;
  }
  const [document, second] = documents;
  if (document === undefined || document.contents === null) return refuse('the file is empty');
  if (second !== undefined) {
    return refuse('several YAML documents; a contract is one: put each in its own file', at(second.range[0]));
  }
  const issueOf =
    (severity: 'error' | 'warning') =>
    (fault: { readonly code: string; readonly message: string; readonly pos: [number, number] }) => ({
      severity,
      message: faultMessage(fault.code, fault.message),
      path: [],
      position: at(fault.pos[0]),
    });
  const faults = document.errors.slice(0, MAX_ISSUES).map(issueOf('error'));
  if (faults.length > 0) return none(faults);

  // `walk` reports tags by itself.
  const told = document.warnings.filter(({ code }) => code !== 'TAG_RESOLVE_FAILED');
  const issues: ContractIssue[] = told.slice(0, MAX_ISSUES).map(issueOf('warning'));
  const foreign = options.origin === 'foreign';
  const mistake = foreign ? 'warning' : 'error';
  const tell = (grade: Grade, message: string, path: KeyPath, offset: number): void => {
    const severity = grade === 'mistake' ? mistake : grade;
    if (issues.length < MAX_ISSUES) issues.push({ severity, message, path, position: at(offset) });
  };
  const { contents } = document;
  walk(contents, tell, { lineOf: (offset) => at(offset).line, foreign });
  if (issues.some(({ severity }) => severity === 'error')) return none(issues);
  const { value, entries } = construct(contents, (node) => scalarOf(node).value);
  if (value === null) return refuse('the file is empty');
  const { offsetOf, plainAt } = places(contents, value, entries);
  return {
    text,
    value,
    pythonValue: () => construct(contents, pythonScalar).value,
    issues,
    positionOf: (path, part = 'value') => at(offsetOf(path, part)),
    plainAt,
  };
}

function pythonScalar(node: Scalar): unknown {
  const { value, kind } = scalarOf(node);
  if (kind === 'date') return new Date(String(value));
  // No rule asks for a number so large, and zod's take no bigint.
  return typeof value === 'bigint' ? Number(value) : value;
}
