import path from 'node:path';
import {
  injectEventBus,
  recognizeEventBus,
  removeEventBus,
  type InjectionNote,
  type InjectionOptions,
  type InjectionRecord,
  type InjectionResult,
  type NodeNames,
} from '../../../lib/injection/index.ts';
import type { GivenOptions } from '../../../lib/options/index.ts';
import { isInjected } from '../moves/index.ts';
import type { createBaseReader } from '../files/index.ts';

export interface Task {
  /** POSIX, relative to the root. */
  readonly path: string;
  readonly text: string;
  readonly record: InjectionRecord | null;
}

export interface Settings {
  /** Absolute. */
  readonly root: string;
  readonly templateRoot: string;
  readonly domain: string | undefined;
  readonly given: GivenOptions;
  /** Chooses node names that are unique in the project. */
  readonly nodeNames: NodeNames;
  /** Resolves the imported base classes of a file, by its absolute path. */
  readonly resolveBase: ReturnType<typeof createBaseReader>;
  /** The class that the user chose for this file. */
  readonly className: string | undefined;
  /** The classes that already have the event bus and may need an update. */
  readonly classNames?: readonly string[];
}

/** Injects the event bus into one file, or removes it. Nothing is written. */
export function injectFile(task: Task, settings: Settings): InjectionResult {
  const [first, ...others] = settings.classNames ?? [];
  if (first !== undefined && others.length > 0) return injectClasses(task, [first, ...others], settings);
  const source = { path: task.path, text: task.text };
  const options = optionsOf(task, settings);
  if (settings.given['remove'] === true) return removeEventBus(source, task.record, options);
  if (task.record !== null || !isInjected(task.text)) return injectEventBus(source, options);
  const record = recognizeEventBus(source, options);
  const result = injectEventBus(source, { ...options, record });
  return { ...result, notes: [{ message: record === null ? UNKNOWN : RECORDED, line: 1 }, ...result.notes] };
}

const RECORDED = 'the record of its event bus was missing and is written again';
const UNKNOWN =
  'its event bus has no record and is not what this version generates, so it is not updated; ' +
  'restore the record from version control, or remove the injected code by hand and run onex event-bus again';

/** Updates one class after the other. The first class that cannot be updated refuses the file. */
function injectClasses(task: Task, names: readonly string[], settings: Settings): InjectionResult {
  let { text: current, record } = task;
  const notes: InjectionNote[] = [];
  for (const name of names) {
    const one = { ...settings, classNames: [], className: name };
    const result = injectFile({ ...task, text: current, record }, one);
    if (result.status !== 'injected' && result.status !== 'unchanged') return { ...result, text: task.text };
    current = result.text;
    record = result.record;
    notes.push(...result.notes);
  }
  const same = { text: current, insertions: [], notes };
  return current === task.text || record === null
    ? { ...same, status: 'unchanged', record }
    : { ...same, status: 'injected', classes: names, record };
}

function optionsOf({ path: file, record }: Task, settings: Settings): InjectionOptions {
  const { given, root, templateRoot, domain } = settings;
  const absolute = path.join(root, file);
  const className = settings.className ?? text(given, 'class');
  const onConflict = text(given, 'on-conflict');
  const baseMembers = given['base-members'];
  const version = text(given, 'node-version')?.split('.').map(Number);
  const [major = 1, minor = 0, patch = 0] = version ?? [];
  const kind = text(given, 'kind');
  return {
    templateRoot,
    nodeNames: settings.nodeNames,
    record,
    all: given['all'] === true,
    separate: given['separate'] === true,
    restore: given['restore'] === true,
    resolveBase: settings.resolveBase(absolute),
    identity: {
      ...(domain === undefined ? {} : { domain }),
      ...(kind === undefined ? {} : { nodeType: kind as 'effect' }),
      ...(version === undefined ? {} : { nodeVersion: { major, minor, patch } }),
    },
    ...(className === undefined ? {} : { className }),
    ...(onConflict === undefined ? {} : { onConflict: onConflict as 'ours' }),
    ...(Array.isArray(baseMembers) ? { baseMembers: baseMembers.filter((name) => name !== 'none') } : {}),
  };
}

function text(given: GivenOptions, name: string): string | undefined {
  const value = given[name];
  return typeof value === 'string' ? value : undefined;
}
