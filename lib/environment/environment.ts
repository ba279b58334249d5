import { EventEmitter } from 'node:events';
import { create as createMemFs } from 'mem-fs';
import { createAdapter } from './adapter.ts';

type Task = () => unknown;

/** The requirements of the environment for a generator class of yeoman-generator. */
export interface HostedGenerator {
  readonly features: { readonly customCommitTask?: boolean | (() => Promise<void> | void) };
  queueTasks(): Promise<void>;
}
export type HostedClass = new (args: string[], options: Record<string, unknown>) => HostedGenerator;

interface ComposeOptions {
  readonly generatorArgs?: string[];
  readonly generatorOptions?: Record<string, unknown>;
}

/** The queues of yeoman-environment, in its order. */
const QUEUES = [
  'environment:run',
  'initializing',
  'prompting',
  'configuring',
  'default',
  'writing',
  'transform',
  'conflicts',
  'environment:conflicts',
  'install',
  'end',
];

/**
 * The part of yeoman-environment that a yeoman-generator 10 class uses. With it, `onex` hosts the same classes as `yo`
 * without loading the whole package.
 */
export class SmallEnvironment extends EventEmitter {
  readonly cwd: string;
  readonly options = {};
  readonly sharedFs = createMemFs();
  readonly adapter = createAdapter();
  readonly #queues = new Map<string, Task[]>(QUEUES.map((name) => [name, []]));
  readonly #contexts = new Map<string, Map<string, unknown>>();

  constructor(cwd: string) {
    super();
    this.cwd = cwd;
  }

  /** Returns the yeoman-environment version with this behavior; undefined for other packages. */
  getVersion(packageName?: string): string | undefined {
    return packageName === undefined || packageName === 'yeoman-environment' ? '7.1.0' : undefined;
  }

  /** Maps `…/generators/effect/index.js` to `onex:effect`. */
  namespace(path: string): string {
    const kind = /([^/\\]+)[/\\]index\.[jt]s$/.exec(path)?.[1] ?? 'app';
    return `onex:${kind}`;
  }

  getContextMap(key: string): Map<string, unknown> {
    const known = this.#contexts.get(key);
    if (known) return known;
    const made = new Map<string, unknown>();
    this.#contexts.set(key, made);
    return made;
  }

  addPriority(name: string, before?: string): void {
    if (this.#queues.has(name)) return;
    const entries = [...this.#queues];
    const index = entries.findIndex(([queue]) => queue === before);
    entries.splice(index === -1 ? entries.length : index, 0, [name, []]);
    this.#queues.clear();
    for (const [queue, tasks] of entries) this.#queues.set(queue, tasks);
  }

  queueTask(queue: string, task: Task): void {
    const tasks = this.#queues.get(queue);
    if (tasks === undefined) throw new Error(`no queue is called ${queue}`);
    tasks.push(task);
  }

  async composeWith(Generator: HostedClass, options: ComposeOptions = {}): Promise<HostedGenerator> {
    const { namespace, resolved } = Generator as unknown as { namespace: string; resolved: string };
    const generator = this.#instantiate(Generator, options.generatorArgs ?? [], {
      ...options.generatorOptions,
      namespace,
      resolved,
    });
    this.queueTask('environment:run', () => generator.queueTasks());
    return generator;
  }

  /** Runs a generator to its end; rejects with any error that one of its tasks throws. */
  async run(Generator: HostedClass, args: string[], options: Record<string, unknown>): Promise<void> {
    const generator = this.#instantiate(Generator, args, options);
    await generator.queueTasks();
    const { customCommitTask } = generator.features;
    if (typeof customCommitTask === 'function') this.queueTask('environment:conflicts', customCommitTask);
    for (let task = this.#next(); task !== undefined; task = this.#next()) await task();
  }

  #instantiate(Generator: HostedClass, args: string[], options: Record<string, unknown>): HostedGenerator {
    return new Generator(args, { ...options, env: this, skipCache: true, skipGlobalConfig: true });
  }

  /** Returns the oldest task of the first non-empty queue. A task may add tasks to an earlier queue. */
  #next(): Task | undefined {
    for (const tasks of this.#queues.values()) {
      const task = tasks.shift();
      if (task !== undefined) return task;
    }
    return undefined;
  }
}
