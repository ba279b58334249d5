import { quote } from 'onex-cli-kit';
import { formatPath } from 'onex-runtime/contract';
import type { KeyPath } from 'onex-runtime/contract';
import type { z } from 'zod';

/** A violation at a path; `part` states whether the key or the value is invalid. */
export interface Fault {
  readonly path: KeyPath;
  readonly part: 'key' | 'value';
  readonly message: string;
}

type Issue = z.core.$ZodIssue;

/** Returns the violations of one issue, with the expected and the actual value. `root` is the checked value. */
export function faultsOf(issue: Issue, root: unknown): readonly Fault[] {
  const path = issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key));
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...path, key],
      part: 'key',
      message: `${formatPath([...path, key])}: is not a key of a strict contract${remedy(path)}`,
    }));
  }
  const found = valueAt(root, path);
  const missing = found === undefined && path.length > 0;
  const where = formatPath(path);
  const message = missing ? `is missing; expected ${expected(issue)}` : textOf(issue, found);
  return [
    { path, part: missing ? 'key' : 'value', message: where === '' ? message : `${where}: ${message}` },
  ];
}

function remedy(path: KeyPath): string {
  return path.length === 0 ? '; put your own keys under annotations' : '';
}

function textOf(issue: Issue, found: unknown): string {
  if (issue.code === 'custom' || (issue.code === 'invalid_format' && issue.message !== ''))
    return issue.message;
  return `expected ${expected(issue)}, found ${describe(found)}`;
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
};

function expected(issue: Issue): string {
  if (issue.code === 'invalid_type') return TYPES[issue.expected] ?? issue.expected;
  if (issue.code === 'invalid_value') return issue.values.map(String).join(', ');
  if (issue.code === 'too_small') {
    if (issue.origin === 'string') return 'text that is not empty';
    return issue.origin === 'array' ? `at least ${issue.minimum} entries` : `at least ${issue.minimum}`;
  }
  if (issue.code === 'too_big') {
    return issue.origin === 'array' ? `at most ${issue.maximum} entries` : `at most ${issue.maximum}`;
  }
  return issue.message;
}

function describe(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (value instanceof Date) return 'a date (write it in quotes)';
  return quote(value);
}

function valueAt(root: unknown, path: KeyPath): unknown {
  let value = root;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string | number, unknown>)[key];
  }
  return value;
}
