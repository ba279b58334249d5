import { cp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runNode } from '../run.ts';
import { copySample, type Presence, type Style, type Workshop } from '../workshop/index.ts';

export interface Place {
  readonly folder: string;
  readonly presence: Presence;
  /** Absolute path of a file in `node_modules` of the tools. */
  readonly tool: (file: string) => string;
}

export interface Runner {
  readonly name: string;
  readonly style: Style;
  readonly type: 'module' | 'commonjs';
  /** Files beside the sample. */
  readonly files?: (place: Place) => Readonly<Record<string, string>>;
  /** Arguments of Node for what comes before the program, such as a build. */
  readonly build?: (place: Place) => readonly string[];
  /** Arguments of Node for the program that prints the result. */
  readonly args: (place: Place) => readonly string[];
  /** Only this folder is copied to an empty place, and the program runs there. */
  readonly alone?: string;
  /** The client of Kafka is part of what was built. */
  readonly holdsKafkaClient?: boolean;
  /** The runner rejects each `import()`, so the bus is unavailable with the runtime, too. */
  readonly rejectsImport?: boolean;
}

/** Settings of a project whose compiler emits CommonJS. */
export const COMMONJS_TSCONFIG = {
  compilerOptions: {
    module: 'commonjs',
    target: 'es2022',
    moduleResolution: 'node10',
    strict: true,
    types: ['node'],
  },
};

/** The program of a sample, for a file that is not a test. */
export const mainOf = (style: Exclude<Style, 'ts-cjs'>): string =>
  style === 'js-cjs'
    ? "void require('./check').check().then((json) => console.log('RESULT' + json + 'END'));\n"
    : "import { check } from './check.js';\nvoid check().then((json) => console.log('RESULT' + json + 'END'));\n";

/** What the program printed in that environment, or the build if that failed. */
export async function outputOf(
  workshop: Workshop,
  runner: Runner,
  presence: Presence,
  env: NodeJS.ProcessEnv = {},
): Promise<string> {
  const folder = await workshop.folderOf(presence, runner.name);
  await rm(folder, { recursive: true, force: true });
  await copySample(workshop, runner.style, folder, { form: 'bus', hasRuntime: presence === 'present' });
  await writeFile(path.join(folder, 'package.json'), JSON.stringify({ private: true, type: runner.type }));
  const place = { folder, presence, tool: (file: string) => path.join(workshop.tools, file) };
  for (const [name, text] of Object.entries(runner.files?.(place) ?? {}))
    await writeFile(path.join(folder, name), text);
  const args = runner.build?.(place);
  if (args !== undefined) {
    const { code, output } = await runNode(args, folder);
    if (code !== 0) return output;
  }
  if (runner.alone === undefined) return (await runNode(runner.args(place), folder, env)).output;
  const alone = await workshop.emptyFolder(`${runner.name} ${presence}`);
  await cp(path.join(folder, runner.alone), alone, { recursive: true });
  return (await runNode(runner.args({ ...place, folder: alone }), alone, env)).output;
}
