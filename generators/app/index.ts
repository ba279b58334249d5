/**
 * `onex app`: generates a project, or adds what nodes need to a package that already exists. It never replaces the
 * user's own text.
 */
import { parseDomain } from '../../lib/naming/index.ts';
import { GENERATORS_ROOT, runtimeSource } from '../../lib/package/index.ts';
import { OnexGenerator } from '../node/onex-generator.ts';
import { projectAnswers } from '../node/project/index.ts';
import { command } from './command.ts';
import { existingPackageWarnings } from './existing-package.ts';
import { projectQuestions } from './questions.ts';
import { renderProject } from './render.ts';

/** `yo onex`: creates the project around the nodes. The node generators compose it if there is no project. */
export default class AppGenerator extends OnexGenerator {
  protected override commandData(): typeof command {
    return command;
  }

  get #composed(): boolean {
    return this.options.session !== undefined;
  }

  async prompting(): Promise<void> {
    await this.attempt(async () => {
      const { session } = this;
      if (this.#composed || !session.interactive) return;
      const answers = await projectAnswers(session.place, session.given, undefined);
      Object.assign(session.given, await this.ask(projectQuestions(session.given, answers)));
    });
  }

  async configuring(): Promise<void> {
    await this.attempt(async () => {
      const { session } = this;
      const { domain } = session.given;
      const given = domain === undefined ? undefined : parseDomain(String(domain));
      session.project ??= await projectAnswers(session.place, session.given, given);
    });
  }

  async writing(): Promise<void> {
    await this.attempt(async () => {
      const { project } = this.session;
      if (project === null) return;
      const runtime = runtimeSource(project.runtimeVersion ?? undefined);
      if (this.session.place.settings === null)
        this.session.warnings.push(...(await existingPackageWarnings(this.session.place.root, project)));
      this.writeUnit(renderProject(project, runtime, { templateRoot: GENERATORS_ROOT }));
    });
  }
}
