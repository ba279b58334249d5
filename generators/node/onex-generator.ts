import { basename } from 'node:path';
import Generator, { type BaseFeatures, type BaseOptions } from 'yeoman-generator';
import { explain } from '../../lib/errors/index.ts';
import { readYeomanOptions, yeomanOptions, type CommandDefinition } from '../../lib/options/index.ts';
import { printFailure } from '../../lib/report/index.ts';
import type { RenderedUnit } from '../../lib/reconcile/index.ts';
import { stopped, type Ask } from './prompts/index.ts';
import { openSession, type Session, isTerminal } from './session/index.ts';
import { settle } from './commit/index.ts';

/** Options of every generator of ours: what the user gave, and the session of the generator that composes it. */
export type OnexOptions = BaseOptions & { readonly session?: Session } & Record<string, unknown>;

/** What Yeoman must know of our generators: tasks of base classes run too, and the commit is ours. */
function featuresOf(session: Session | undefined, commit: () => Promise<void>): BaseFeatures {
  return {
    inheritTasks: true,
    allowPackageTemplates: true,
    skipParseOptions: true,
    disableLodashProperty: true,
    // Yeoman's conflicter knows no base and is not atomic. One commit serves all composed generators, so that only the
    // the one that was called has it; Yeoman warns about a second one.
    ...(session === undefined ? { customCommitTask: commit, customInstallTask: true } : {}),
  };
}

/**
 * What all generators share: options from data, one session, tasks that collect an outcome, and one commit, which
 * alone throws (an error thrown by a task is announced by Yeoman with a line of its own).
 */
export abstract class OnexGenerator extends Generator<Record<string, unknown>, OnexOptions> {
  /** Given by the generator that composes this one, else made in `initializing`. */
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

  /** A method, since the constructor needs it before any field of a subclass is there. */
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

  /** Runs a part of a task unless an earlier one of any generator failed; what it throws is kept for the commit. */
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

  /** Asks by Yeoman's prompt; Ctrl-C ends the run with exit code 130. */
  protected readonly ask: Ask = async (questions) => {
    try {
      return (await this.prompt(questions as unknown as Parameters<typeof this.prompt>[0])) as never;
    } catch (error) {
      if ((error as Error).name !== 'ExitPromptError') throw error;
      // The environment may reject with this very object, whatever is thrown here: Yeoman's adapter aborts by it.
      const { message, code } = stopped();
      throw Object.assign(error as Error, { message, code });
    }
  };

  /** What the commit does once no task failed. */
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
      // The session is absent where it could not be opened.
      const project = (this.session as Session | undefined)?.place.root ?? null;
      if (this.options['json'] === true) printFailure(explained, project);
      throw explained;
    }
  }
}
