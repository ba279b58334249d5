import { posix } from 'node:path';
import type { NodeKind } from 'onex-runtime/contract';
import { versionFolderOf } from '../../lib/naming/index.ts';
import { GENERATORS_ROOT } from '../../lib/package/index.ts';
import { nodeNames } from '../../lib/project/index.ts';
import { nodeView, ownerNotes, type ProjectAnswers, type Unit } from '../../lib/render/index.ts';
import { timed } from '../../lib/timings/index.ts';
import { injectInto, withVersion, renderNode } from './render/index.ts';
import { neighborWarnings } from './contract/index.ts';
import { projectOptionWarnings } from './session/index.ts';
import { OnexGenerator } from './onex-generator.ts';
import { ownersFilesWarning, planNodes, type PlannedNode } from './plan/index.ts';
import { commandsOfProject, projectAnswers } from './project/index.ts';
import { rememberingAnswers } from './commit/index.ts';
import { askForNode, refuseMissing, settleName, settleVersion } from './prompts/index.ts';

/** The contract has the generator's text. Reconciliation merges the user's edits, as for every file. */
function withContract(unit: Unit, text: string): Unit {
  const files = unit.files.map((file) =>
    file.path.endsWith('/contract.yaml') ? { path: file.path, mode: file.mode, contents: text } : file,
  );
  return { ...unit, files };
}

/**
 * If a version is not the newest, the files next to the version folders stay as generated, but the manifest of the node
 * lists the version.
 */
function withBeside(unit: Unit, { beside, folder }: PlannedNode): Unit {
  if (beside === null) return unit;
  const files = unit.files.map((file) => {
    const recorded = versionFolderOf(file.path) !== null ? null : beside(file.path);
    if (recorded === null) return file;
    const contents = file.path === 'node.manifest.yaml' ? withVersion(recorded, folder) : recorded;
    return { path: file.path, mode: file.mode, contents };
  });
  return { ...unit, files };
}

const DEPRECATED_ENGINE =
  '--workflow-engine llamaindex: its package @llamaindex/workflow-core is deprecated by its maintainers; ' +
  'the built-in engine runs the same workflow file';

/** The common base of the four kinds of node; a kind is its command and its name. */
export abstract class NodeGenerator extends OnexGenerator {
  #planned: readonly PlannedNode[] = [];

  /** Null: from `--kind` or from the user's answer. */
  protected abstract get kind(): NodeKind | null;

  async prompting(): Promise<void> {
    await this.attempt(async () => {
      const { session, kind } = this;
      const nodes = await nodeNames(session.place.root);
      const { domain } = await projectAnswers(session.place, {}, undefined);
      const known = { kind, nodes, domain };
      await settleName(session, known);
      if (session.interactive) return askForNode(session, known, this.ask);
      refuseMissing(session, this.kind);
      return settleVersion(session, { ...known, kind: this.kind });
    });
  }

  async configuring(): Promise<void> {
    await this.attempt(async () => {
      const { session } = this;
      const { given, place, warnings } = session;
      const { description: _, domain: _domain, ...ofProject } = given;
      const { domain } = await projectAnswers(place, ofProject, undefined);
      session.answerConflict ??= rememberingAnswers(this.ask);
      const planned = await planNodes(session, this.kind, domain);
      this.#planned = planned;
      for (const one of planned) {
        for (const { folder } of one.nodes)
          session.basis.dependsOn(posix.join(posix.dirname(one.place), folder));
        warnings.push(...(await neighborWarnings(one.contract, place.root)));
        warnings.push(...ownersFilesWarning(place.root, one));
      }
      const ofNewProject = place.settings === null ? planned[0]?.contract.domain : undefined;
      session.project = await projectAnswers(place, ofProject, ofNewProject);
      if (given['workflow-engine'] === 'llamaindex') warnings.push(DEPRECATED_ENGINE);
      const lacksEngine = session.project.llamaindex === true && place.settings?.['llamaindex'] !== true;
      if (place.settings === null || lacksEngine) await this.#composeProject();
      else warnings.push(...projectOptionWarnings(session));
    });
  }

  async writing(): Promise<void> {
    await this.attempt(async () => {
      const { session } = this;
      if (session.project === null) return;
      for (const planned of this.#planned) await this.#writeNode(planned, session.project);
    });
  }

  async #writeNode(planned: PlannedNode, project: ProjectAnswers): Promise<void> {
    const { session } = this;
    const { contract, place, text, theirs, answers, olderVersions, source, nodes } = planned;
    const commands = commandsOfProject(project);
    const options = { templateRoot: GENERATORS_ROOT, olderVersions, nodes, commands };
    const unit = await timed('render', () =>
      withBeside(withContract(renderNode(contract, text, project, answers, options), theirs), planned),
    );
    const notes = ownerNotes(contract, nodeView(contract, project, answers, nodes));
    session.warnings.push(...notes.map((note) => `${contract.name}: ${note}`));
    const rendered = answers.eventBus ? await timed('inject', () => injectInto(unit, contract)) : unit;
    this.writeUnit({ ...rendered, root: `nodes/${place}`, ...(source !== undefined && { source }) });
  }

  async #composeProject(): Promise<void> {
    const { default: Generator } = await import('../app/index.ts');
    const generator = { Generator: Generator as never, path: `${GENERATORS_ROOT}/app/index.js` };
    const generatorOptions = { session: this.session } as never;
    await this.composeWith(generator as never, { generatorArgs: [], generatorOptions } as never);
  }
}
