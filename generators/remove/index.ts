/**
 * `onex remove`: removes a part of a contract, a version, or a node, with everything that was generated for it.
 *
 * Guarantees
 * 1. A part that another node uses is removed only with `--force`, together with the steps that use it.
 * 2. Edits that are in no commit are removed only with `--force`.
 */
import { UserError } from '../../lib/errors/index.ts';
import { projectContracts, nodeNames, shortName } from '../../lib/project/index.ts';
import { versionOf } from '../../lib/project/versions/index.ts';
import {
  configFilesOf,
  lostFiles,
  planRemoval,
  readProject,
  type ReadProject,
  refuseLost,
  refuseUnread,
  refuseUsed,
  type Targets,
} from '../../lib/project/removal/index.ts';
import { type Plan, readUnit } from '../../lib/reconcile/index.ts';
import { OnexGenerator } from '../node/onex-generator.ts';
import { projectAnswers } from '../node/project/index.ts';
import { requireProject, type Session } from '../node/session/index.ts';
import { runEdits } from '../upgrade/edits/index.ts';
import { command } from './command.ts';
import { leftoverOf } from './leftovers.ts';
import { mentionsLeft } from './mentions.ts';
import { partEdits } from './part-edits.ts';
import { targetsOf } from './targets.ts';
import { nodeQuestion } from '../add/questions.ts';
import type { Ask } from '../node/prompts/index.ts';
import { GENERATOR_VERSION } from '../../lib/package/index.ts';
import type { ProjectAnswers } from '../../lib/render/index.ts';

/**
 * Returns the answers of the project without the package of a workflow engine that only removed nodes needed.
 * @returns null if nothing changes
 */
async function answersWithout(
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

/** Asks which node to remove, and returns it in the form of the command's words. */
async function askWhat({ place }: Session, ask: Ask): Promise<readonly string[]> {
  const nodes = await nodeNames(place.root);
  if (nodes.length === 0)
    throw new UserError('ERR_ONEX_NOT_FOUND', 'The project has no node that could be removed.');
  const { node } = await ask<{ node: string }>([nodeQuestion(nodes.map((one) => shortName(one, nodes)))]);
  return [node];
}

/** `yo onex:remove`: removes nodes, versions, or parts of a contract, with the steps that need them, in one commit. */
export default class RemoveGenerator extends OnexGenerator {
  #words: readonly string[] = [];

  protected override commandData(): typeof command {
    return command;
  }

  async prompting(): Promise<void> {
    await this.attempt(async () => {
      const { session } = this;
      const { place, given } = session;
      requireProject(session);
      session.project = await projectAnswers(place, {}, undefined);
      this.#words = (given['words'] ?? []) as readonly string[];
      if (this.#words.length > 0) return;
      if (!session.interactive)
        throw new UserError('ERR_ONEX_USAGE', `Name the node: ${session.program} NODE`);
      this.#words = await askWhat(session, this.ask);
    });
  }

  protected override async settleRun(): Promise<void> {
    const { session } = this;
    const { place, given, cwd, warnings } = session;
    const project = projectContracts(place.root);
    const read = await readProject(place.root, project);
    const targets = await targetsOf(this.#words, place.root, cwd, read);
    const forced = given['force'] === true;
    const part = this.#partOf(targets, read);
    const { edits, uses, gone, left } = planRemoval(targets, part, read);
    const subject = this.#words.join(' ');
    if (!forced) {
      refuseUnread(read, edits.removed);
      refuseUsed(uses, subject, `${session.program} ${subject}`);
    }
    warnings.push(
      ...uses.map(({ message, kind }) => `${message}${kind === 'topic' ? '' : '; that is removed too'}`),
    );
    warnings.push(...gone.map((contract) => leftoverOf(contract, left)));
    const check = (plan: Plan): void => {
      warnings.push(...mentionsLeft(place.root, edits.removed, plan));
      const lost = lostFiles(plan);
      if (given['dry-run'] === true)
        warnings.push(...lost.map((path) => `The current text of ${path} is not committed.`));
      else if (!forced) refuseLost(lost);
    };
    const beside = new Map([...edits.removed].map((node) => [node, configFilesOf(place.root, node)]));
    const answers = await answersWithout(edits.removed, session);
    await runEdits(session, {
      project,
      edits,
      title: `remove ${subject}`,
      ask: this.ask,
      check,
      beside,
      answers,
      recorded: read.recorded,
    });
  }

  #partOf({ part }: Targets, { versions, unread }: ReadProject): Parameters<typeof planRemoval>[1] {
    if (part === null) return null;
    const fault = unread.get(part.node);
    if (fault !== undefined) throw new UserError('ERR_ONEX_INVALID_CONTRACT', fault);
    const own = versions.filter(({ node }) => node === part.node);
    return { version: versionOf(own, part.node, part.version), edits: partEdits(part, this.session.given) };
  }
}
