/**
 * `onex add`: adds an operation, field, step, state, or topic to the contract of a node, and renders all nodes that
 * depend on it. It edits the text of the contract and leaves all other lines unchanged.
 */
import { UserError } from '../../lib/errors/index.ts';
import { projectContracts, type ProjectEdits } from '../../lib/project/index.ts';
import { editVersion, readVersions, versionOf } from '../../lib/project/versions/index.ts';
import { OnexGenerator } from '../node/onex-generator.ts';
import { projectAnswers } from '../node/project/index.ts';
import { requireProject } from '../node/session/index.ts';
import { runEdits } from '../upgrade/edits/index.ts';
import { scopeOf, versionAt } from '../upgrade/scope.ts';
import { askRest } from './ask.ts';
import { command } from './command.ts';
import { editsOf, refuseIdle } from './edits.ts';
import { askedBy, complete, type Asked } from './request.ts';

/** `yo onex:add`: edits a node's contract, and renders the node and its dependents in the same commit. */
export default class AddGenerator extends OnexGenerator {
  #asked: Asked | null = null;

  protected override commandData(): typeof command {
    return command;
  }

  async prompting(): Promise<void> {
    await this.attempt(async () => {
      const { session } = this;
      const { place, given } = session;
      requireProject(session);
      session.project = await projectAnswers(place, {}, undefined);
      const asked = askedBy((given['words'] ?? []) as readonly string[]);
      this.#asked = session.interactive ? await askRest(session, asked, this.ask) : asked;
    });
  }

  protected override async settleRun(): Promise<void> {
    const { session } = this;
    const { place, given, cwd } = session;
    const request = complete(this.#asked!, session);
    refuseIdle(request.thing, given);
    const project = projectContracts(place.root);
    const [node, other] = (await scopeOf([request.node], place.root, cwd)).nodes;
    if (node === undefined || other !== undefined)
      throw new UserError('ERR_ONEX_USAGE', `${request.node} is not one node; name one`);
    const folder = request.version ?? versionAt(request.node, node, place.root, cwd);
    const version = versionOf(await readVersions(place.root, node), node, folder);
    const edits = await editsOf(request, session, version.contract, project);
    const edited = editVersion(version, edits);
    const all: ProjectEdits = {
      nodes: new Map([[node, { contracts: new Map([[version.folder, edited]]), versions: new Set() }]]),
      removed: new Set(),
    };
    await runEdits(session, { project, edits: all, title: `add ${request.thing} to ${node}`, ask: this.ask });
  }
}
