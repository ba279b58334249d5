import { terminalLine } from 'onex-cli-kit';
import type { ProjectContracts, ProjectEdits } from '../../../lib/project/index.ts';
import { planRemoval, readProject } from '../../../lib/project/removal/index.ts';
import { numbersOf } from '../../../lib/project/versions/index.ts';
import type { Ask } from '../../node/prompts/index.ts';
import type { Deletion } from './find-deletions.ts';

/** The user's decision about files that were deleted by hand. */
export interface Decision {
  /** Paths to restore. */
  readonly restore: readonly string[];
  /** Null: nothing is removed. */
  readonly edits: ProjectEdits | null;
  /** Effects of the removal on other nodes. */
  readonly notes: readonly string[];
}

type Choice = 'remove' | 'restore' | 'leave';

function questionOf({ path, node, folder, isRestorable, steps }: Deletion): Record<string, unknown> {
  const what = folder === null ? node : `version ${numbersOf(folder)} of ${node}`;
  const driven = steps.length === 0 ? '' : `, and the steps that drive it: ${steps.join(', ')}`;
  return {
    type: 'select',
    name: 'choice',
    message: terminalLine(`${path} was deleted. What should happen to ${what}?`),
    choices: [
      { value: 'remove', name: terminalLine(`remove ${what}${driven}`) },
      ...(isRestorable ? [{ value: 'restore', name: 'restore it as it was generated' }] : []),
      { value: 'leave', name: 'do nothing; the next run asks again' },
    ],
    default: 'remove',
  };
}

/** Asks what to do about each thing that was deleted by hand. */
export async function askAboutDeletions(
  gone: readonly Deletion[],
  root: string,
  project: ProjectContracts,
  ask: Ask,
): Promise<Decision> {
  const chosen: { readonly one: Deletion; readonly choice: Choice }[] = [];
  for (const one of gone) {
    const { choice } = await ask<{ choice: Choice }>([questionOf(one)]);
    chosen.push({ one, choice });
  }
  const restore = chosen.flatMap(({ one, choice }) => (choice === 'restore' ? one.path : []));
  const removed = chosen.flatMap(({ one, choice }) => (choice === 'remove' ? one : []));
  if (removed.length === 0) return { restore, edits: null, notes: [] };
  const targets = {
    nodes: removed.flatMap(({ node, folder }) => (folder === null ? node : [])),
    versions: removed.flatMap(({ node, folder }) => (folder === null ? [] : { node, folder })),
    part: null,
  };
  const { edits, uses } = planRemoval(targets, null, await readProject(root, project));
  const notes = uses.map(
    ({ message, kind }) => `${message}${kind === 'topic' ? '' : '; the step is removed too'}`,
  );
  return { restore, edits, notes };
}
