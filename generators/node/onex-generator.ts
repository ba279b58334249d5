import { basename } from 'node:path';
import Generator, { type BaseFeatures, type BaseOptions } from 'yeoman-generator';
import { explain } from '../../lib/errors/index.ts';
import { readYeomanOptions, yeomanOptions, type CommandDefinition } from '../../lib/options/index.ts';
import { printFailure } from '../../lib/report/index.ts';
import type { RenderedUnit } from '../../lib/reconcile/index.ts';
import { stopped, type Ask } from './prompts/index.ts';
import { openSession, type Session, isTerminal } from './session/index.ts';
import { settle } from './commit/index.ts';

/** Options of every onex generator: the user's options, and the session of the composing generator. */
export type OnexOptions = BaseOptions & { readonly session?: Session } & Record<string, unknown>;

/** Features for Yeoman: tasks of base classes also run, and onex has its own commit. */
function featuresOf(session: Session | undefined, commit: () => Promise<void>): BaseFeatures {
  return {
    inheritTasks: true,
    allowPackageTemplates: true,
    skipParseOptions: true,
    disableLodashProperty: true,
    // Yeoman's conflicter has no base and is not atomic. One commit serves all composed generators, so only the called
    // generator has it; Yeoman warns about a second one.
    ...(session === undefined ? { customCommitTask: commit, customInstallTask: true } : {}),
  };
}

/**
 * The common base of all generators: options from data, one session, tasks that record failures, and one commit. Only
 * the commit throws, because Yeoman prints its own line for an error from any task.
 */
export abstract class OnexGenerator extends Generator<Record<string, unknown>, OnexOptions> {
  /** From the composing generator, otherwise created in `initializing`. */
  protected session!: Session;
  /** Why there is no session. */
  #unopened: unknown;
  readonly #typed: { readonly args: readonly string[]; readonly options: OnexOptions };

  constructor(args: string[], options: OnexOptions) {
    super(
      args,
      options,
      featuresOf(options.session, () => this.#commit()),
    );
    this.#typed = { args, options };
    const command = this.commandData();
    this.description = command.summary;
    for (const option of yeomanOptions(command)) this.option(option.name, option);
    const { name, description, many } = command.argument;
    this.argument(name, { type: many === true ? Array : String, description, required: false });
    this.parseOptions();
  }

  /** A method, because the constructor needs it before the fields of a subclass exist. */
  protected abstract commandData(): CommandDefinition;

  /** yeoman-generator fails on a package.json whose name is not text. */
  override determineAppname(): string {
    return basename(this.destinationRoot());
  }

  async initializing(): Promise<void> {
    try {
      this.session = this.options.session ?? (await this.#open());
      this.destinationRoot(this.session.place.root);
    } catch (error) {
      this.#unopened = error;
    }
  }

  /** Runs a part of a task unless an earlier task of any generator failed. An error is stored for the commit. */
  protected async attempt(work: () => Promise<void> | void): Promise<void> {
    if (this.#unopened !== undefined || this.session.problem !== undefined) return;
    try {
      await work();
    } catch (error) {
      this.session.problem = error;
    }
  }

  /** Puts a rendered unit into the shared file system, where other generators and transforms can see it. */
  protected writeUnit(unit: RenderedUnit): void {
    for (const { path, contents, mode } of unit.files) {
      const data = typeof contents === 'string' ? contents : Buffer.from(contents);
      const stat = { mode: 0o100000 | mode } as import('node:fs').Stats;
      this.fs.write(this.destinationPath(unit.root, path), data, { stat });
    }
    this.session.units.push(unit);
  }

  /** Asks through Yeoman's prompt; Ctrl-C ends the run with exit code 130. */
  protected readonly ask: Ask = async (questions) => {
    try {
      return (await this.prompt(questions as unknown as Parameters<typeof this.prompt>[0])) as never;
    } catch (error) {
      if ((error as Error).name !== 'ExitPromptError') throw error;
      // The environment may reject with this same object, because Yeoman's adapter uses it to abort.
      const { message, code } = stopped();
      throw Object.assign(error as Error, { message, code });
    }
  };

  /** The commit's work if no task failed. */
  protected async settleRun(): Promise<void> {
    await settle(this.session, this.env.sharedFs, this.ask);
  }

  async #open(): Promise<Session> {
    const command = this.commandData();
    const { args, options } = this.#typed;
    const given = readYeomanOptions(command, options, args);
    const program = options['program'] === 'onex' ? `onex ${command.name}` : `yo ${command.yeoman}`;
    const terminal = isTerminal(this.env.adapter);
    return openSession(command, given, { cwd: this.env.cwd, terminal, program });
  }

  async #commit(): Promise<void> {
    try {
      const problem = this.#unopened ?? this.session.problem;
      if (problem !== undefined) throw problem;
      await this.settleRun();
    } catch (error) {
      const explained = explain(error);
      // The session is missing if it could not be opened.
      const project = (this.session as Session | undefined)?.place.root ?? null;
      if (this.options['json'] === true) printFailure(explained, project);
      throw explained;
    }
  }
}
