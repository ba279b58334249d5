import { GENERATOR_VERSION } from '../../lib/package/index.ts';
import { nodeNames } from '../../lib/project/index.ts';
import { readUnit } from '../../lib/reconcile/index.ts';
import type { ProjectAnswers } from '../../lib/render/index.ts';
import { projectAnswers } from '../node/project/index.ts';
import type { Session } from '../node/session/index.ts';

/**
 * The answers of the project without what only removed nodes needed: the package of a workflow engine.
 * @returns null where nothing changes
 */
export async function answersWithout(
  removed: ReadonlySet<string>,
  { place }: Session,
): Promise<ProjectAnswers | null> {
  const { root, settings } = place;
  if (settings?.['llamaindex'] !== true || removed.size === 0) return null;
  for (const node of await nodeNames(root)) {
    if (removed.has(node)) continue;
    const { manifest } = await readUnit(root, `nodes/${node}`, GENERATOR_VERSION);
    if (manifest?.answers['workflowEngine'] === 'llamaindex') return null;
  }
  const { llamaindex: _llamaindex, ...others } = settings;
  return projectAnswers({ ...place, settings: others }, {}, undefined);
}
