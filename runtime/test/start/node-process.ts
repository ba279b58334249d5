import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

type Line = Readonly<Record<string, unknown>>;

/** A start_node.ts of the sample project, running as a process of its own. */
export class NodeProcess {
  readonly child: ChildProcess;
  readonly lines: Line[] = [];
  stderr = '';
  readonly #stateDir = mkdtempSync(path.join(tmpdir(), 'onex-start-'));
  readonly #watchers = new Set<() => void>();
  readonly #ended: Promise<unknown>;

  /** `node` is a folder of the sample, or a script in one. */
  constructor(node: string, args: readonly string[] = [], environment: Record<string, string> = {}) {
    const script = node.endsWith('.ts') ? node : `${node}/start_node.ts`;
    const entry = fileURLToPath(new URL(`../sample/${script}`, import.meta.url));
    const inherited = Object.entries(process.env).filter(
      ([name]) => !/^(?:ONEX|KAFKA|CONSUL|SERVICE)_/u.test(name),
    );
    this.child = spawn(
      process.execPath,
      ['--conditions=onex-source', '--disable-warning=ExperimentalWarning', entry, ...args],
      { env: { ...Object.fromEntries(inherited), ONEX_STATE_DIR: this.#stateDir, ...environment } },
    );
    this.#ended = once(this.child, 'close');
    this.child.stderr?.on('data', (chunk: Buffer) => {
      this.stderr += chunk.toString();
    });
    createInterface({ input: this.child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      this.lines.push(line.startsWith('{') ? (JSON.parse(line) as Line) : { text: line });
      for (const watch of this.#watchers) watch();
    });
  }

  /** The first log line with this message. @throws Error with all that was said when the process ends without it. */
  async line(message: string): Promise<Line> {
    for (;;) {
      const found = this.lines.find((line) => line['message'] === message);
      if (found !== undefined) return found;
      let watch = (): void => {};
      const next = new Promise<'line'>((resolve) => {
        watch = () => resolve('line');
        this.#watchers.add(watch);
      });
      const event = await Promise.race([next, this.#ended.then(() => 'end' as const)]);
      this.#watchers.delete(watch);
      if (event === 'end' && !this.lines.some((line) => line['message'] === message)) {
        throw new Error(`ended without "${message}":\n${this.stderr}${JSON.stringify(this.lines, null, 1)}`);
      }
    }
  }

  /** Waits until it is started; URL of its health server. */
  async started(): Promise<string> {
    return new URL(String((await this.line('started'))['health'])).origin;
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  /** Exit code, or the signal that killed it. */
  async ended(): Promise<number | string | null> {
    await this.#ended;
    rmSync(this.#stateDir, { recursive: true, force: true });
    return this.child.exitCode ?? this.child.signalCode;
  }

  /** For an `afterEach`: nothing is left running. */
  async kill(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill('SIGKILL');
    await this.ended();
  }
}
