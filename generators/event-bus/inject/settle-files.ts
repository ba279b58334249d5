import path from 'node:path';
import type {
  AddedMembers,
  InjectionReason,
  InjectionRecord,
  InjectionResult,
} from '../../../lib/injection/index.ts';
import {
  createLocator,
  realDisk,
  type Change,
  type FileAction,
  type FilePlan,
} from '../../../lib/reconcile/index.ts';
import { type NamedFile, UnreadableBase, readSource } from '../files/index.ts';
import { injectFile, type Settings } from './inject-file.ts';
import type { RecordStore } from '../records/index.ts';
import { dynamicImportProblem } from '../../../lib/compile-settings/index.ts';

/**
 * Returns the result, or a refusal if the project's compiler would reject the injected `import()`.
 * @param text Text of the file before the run.
 * @param file Absolute.
 */
function unlessRejectedByCompiler(
  result: InjectionResult,
  text: string,
  file: string,
  root: string,
): InjectionResult {
  if (result.status !== 'injected') return result;
  const problem = dynamicImportProblem(file, root);
  if (problem === null) return result;
  const reason = { ...problem, line: 1, column: 1 };
  return { status: 'refused', text, insertions: [], notes: [], reason };
}

/** The outcome for one file. */
export interface FileOutcome {
  readonly plan: FilePlan;
  readonly change: Change | null;
  /** The file's text after the run; null if it was not read. */
  readonly text: string | null;
  readonly record: InjectionRecord | null;
  readonly notes: readonly string[];
  /** The members that the types of its classes gain. */
  readonly added: readonly AddedMembers[];
  /** `path:line:column: what; remedy` for an error; without a position for an error about the whole file. */
  readonly fault: string | null;
  readonly patch: string | null;
  /** Whether the file does not exist. */
  readonly absent: boolean;
  /** Classes to choose from, if only the choice is missing. */
  readonly candidates: readonly string[];
}

const lf = (text: string): string => text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');

/** Reads one file, injects or removes the bus in memory, and returns what would be written. */
export function settleFile(
  file: NamedFile,
  { records, blocked }: Pick<RecordStore, 'records' | 'blocked'>,
  settings: Settings,
): FileOutcome {
  const known = records.get(file.path) ?? null;
  const fault = blocked.get(file.path);
  if (fault !== undefined) {
    const action = fault.kind === 'conflict' ? 'conflict' : 'refused';
    const [message = '', remedy = ''] = fault.message.split('; ', 2);
    return outcome(file.path, action, known, { reason: { message, remedy, line: 0, column: 0 } });
  }
  const reading = readSource(
    createLocator(realDisk, settings.root, settings.given['dry-run'] === true),
    file.path,
  );
  if (!reading.ok) {
    const { reason, absent = false } = reading;
    return { ...outcome(file.path, 'refused', known, { reason }), absent };
  }
  const { text, hash, mode } = reading.file;
  let result;
  try {
    const injected = injectFile({ path: file.path, text, record: known }, settings);
    result = unlessRejectedByCompiler(injected, text, path.join(settings.root, file.path), settings.root);
  } catch (error) {
    if (!(error instanceof UnreadableBase)) throw error;
    const remedy =
      'make it readable, or name the members of the base class: --base-members initialize,shutdown';
    return outcome(file.path, 'refused', known, {
      reason: { message: error.message, remedy, line: 0, column: 0 },
    });
  }
  const notes = result.notes.map((note) => `${file.path}:${note.line}: ${note.message}`);
  if (result.status === 'refused' || (result.status === 'skipped' && !file.byGlob)) {
    const conflict = result.reason.conflict === true;
    return { ...outcome(file.path, conflict ? 'conflict' : 'refused', known, result), notes };
  }
  if (result.status === 'skipped') return outcome(file.path, 'unchanged', known, {}, result.reason.message);
  const record = 'record' in result ? result.record : known;
  const base = outcome(file.path, result.text === text ? 'unchanged' : 'update', record, {});
  if (result.text === text) return { ...base, text, notes };
  return {
    ...base,
    notes,
    added: result.notes.flatMap(({ added }) => added ?? []),
    text: result.text,
    plan: { ...base.plan, mode, before: lf(text), after: lf(result.text) },
    change: { type: 'write', path: file.path, before: hash, contents: Buffer.from(result.text), mode },
  };
}

function outcome(
  path: string,
  action: FileAction,
  record: InjectionRecord | null,
  result: { readonly reason?: InjectionReason; readonly patch?: string },
  why: string | null = null,
): FileOutcome {
  const { reason, patch } = result;
  return {
    plan: {
      path,
      action,
      mode: null,
      from: null,
      reason: reason?.message ?? why,
      clashes: [],
      replaced: [],
      before: null,
      after: null,
    },
    change: null,
    text: null,
    record,
    notes: [],
    added: [],
    fault: reason === undefined ? null : faultOf(path, reason),
    patch: patch ?? null,
    absent: false,
    candidates: reason?.candidates ?? [],
  };
}

function faultOf(path: string, { line, column, message, remedy }: InjectionReason): string {
  const place = line === 0 ? path : `${path}:${line}:${column}`;
  return `${place}: ${message}; ${remedy}`;
}
