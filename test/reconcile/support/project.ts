import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  commit,
  reconcile,
  type Plan,
  type ReconcileOptions,
  type Report,
} from '../../../lib/reconcile/index.ts';
import type { FileMode, GeneratedFile, Unit } from '../../../lib/render/index.ts';

/** Contents by path; a leading `*` on a path makes the file executable. */
export type Files = Record<string, string | Uint8Array>;

export const NODE_ROOT = 'nodes/node_billing_payment_effect';

export function filesOf(files: Files): GeneratedFile[] {
  return Object.entries(files).map(([path, contents]) => ({
    path: path.replace(/^\*/, ''),
    contents,
    mode: (path.startsWith('*') ? 0o755 : 0o644) satisfies FileMode,
  }));
}

export function unitOf(files: Files, more: Partial<Unit> = {}): Unit {
  return {
    kind: 'node',
    name: 'node_billing_payment_effect',
    root: NODE_ROOT,
    files: filesOf(files),
    answers: { eventBus: true },
    ...more,
  };
}

/** A project in a folder of its own, and what its owner does to it. */
export interface Project {
  readonly root: string;
  plan(files: Files | Unit | readonly Unit[], options?: Partial<ReconcileOptions>): Promise<Plan>;
  generate(files: Files | Unit | readonly Unit[], options?: Partial<ReconcileOptions>): Promise<Report>;
  path(file: string): string;
  read(file: string): string;
  write(file: string, text: string | Uint8Array): void;
  chmod(file: string, mode: number): void;
  mode(file: string): number;
  remove(file: string): void;
  exists(file: string): boolean;
}

export function createProject(unitRoot = NODE_ROOT): Project {
  const root = mkdtempSync(join(tmpdir(), 'onex-reconcile-'));
  const path = (file: string) => join(root, unitRoot, file);
  function unitsOf(files: Files | Unit | readonly Unit[]): readonly Unit[] {
    if (Array.isArray(files)) return files as readonly Unit[];
    return [
      Array.isArray((files as Unit).files) ? (files as Unit) : unitOf(files as Files, { root: unitRoot }),
    ];
  }
  const plan: Project['plan'] = (files, options = {}) =>
    reconcile({
      root,
      units: unitsOf(files),
      options: { generatorVersion: '0.1.0', onConflict: 'fail', ...options },
    });
  return {
    root,
    plan,
    generate: async (files, options) => commit(await plan(files, options)),
    path,
    read: (file) => readFileSync(path(file), 'utf8'),
    write(file, text) {
      mkdirSync(dirname(path(file)), { recursive: true });
      writeFileSync(path(file), text);
    },
    chmod: (file, mode) => chmodSync(path(file), mode),
    mode: (file) => statSync(path(file)).mode & 0o777,
    remove: (file) => rmSync(path(file), { recursive: true }),
    exists: (file) => existsSync(path(file)),
  };
}

/** Actions of a report by path relative to the unit, `unchanged` left out. */
export function actions(report: Report, unitRoot = NODE_ROOT): Record<string, string> {
  return Object.fromEntries(
    report.json.files
      .filter(({ action }) => action !== 'unchanged')
      .map(({ path, action }) => [unitRoot === '' ? path : path.slice(unitRoot.length + 1), action]),
  );
}
