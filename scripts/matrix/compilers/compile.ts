import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { dynamicImportProblem } from '../../../lib/compile-settings/index.ts';
import { firstProblem, runNode } from '../run.ts';
import { judge } from '../verdict.ts';
import { copySample, type Style, type Workshop } from '../workshop/index.ts';
import { emitsCommonJs, tsconfigOf, type Shape } from './shapes.ts';

/** The class compiles in this shape neither with the event bus nor without it. */
const INVALID = '—';

/**
 * Compiles the sample in two folders, without and with the event bus, and runs both. Errors that the sample has without the
 * bus do not count, and nor does output that Node cannot run without it.
 */
export async function compileAndRun(workshop: Workshop, shape: Shape): Promise<string> {
  const { compiler, packageType, setting } = shape;
  const name = [compiler.version, shape.module.name, packageType ?? 'none', setting.name].join(' ');
  const folder = await workshop.folderOf('present', name);
  await rm(folder, { recursive: true, force: true });
  const style = styleOf(shape);
  for (const form of ['plain', 'bus'] as const)
    await copySample(workshop, style, path.join(folder, 'src', form), { form, hasRuntime: form === 'bus' });
  await writeFile(path.join(folder, 'package.json'), manifestOf(packageType));
  await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify(tsconfigOf(shape)));
  const tsc = await runNode(
    [path.join(workshop.tools, compiler.program), '-p', '.', '--pretty', 'false'],
    folder,
  );
  const errors = tsc.output.split('\n').filter((line) => /error TS\d/.test(line));
  if (errors.some((line) => /src[\\/]plain/.test(line) || !/src[\\/]|node_modules/.test(line)))
    return INVALID;

  const extension = style.startsWith('ts') ? 'ts' : 'js';
  const detected = dynamicImportProblem(path.join(folder, `src/bus/store.${extension}`), folder);
  const codes = ['TS1323', 'TS1295', 'TS2792'].filter((code) => errors.some((line) => line.includes(code)));
  if (detected !== null) {
    const [code = ''] = /TS\d+/.exec(detected.message) ?? [];
    return codes.includes(code)
      ? `rejected: ${code}`
      : `wrong: rejected for ${code}, which the compiler does not report`;
  }
  if (errors[0] !== undefined) return `wrong: ${firstProblem(errors[0])}`;
  if (tsc.code !== 0) return `wrong: ${firstProblem(tsc.output)}`;

  const plain = judge(await runCheck(folder, 'out/plain'), 'none');
  if (plain !== null) return 'compiles';
  const present = judge(await runCheck(folder, 'out/bus'), 'open');
  if (present !== null) return `wrong: ${present}`;
  const absent = await workshop.folderOf('absent', name);
  await rm(absent, { recursive: true, force: true });
  await mkdir(absent, { recursive: true });
  await cp(path.join(folder, 'out/bus'), path.join(absent, 'out/bus'), { recursive: true });
  await cp(path.join(folder, 'out/plain/probe.js'), path.join(absent, 'out/bus/probe.js'));
  await writeFile(path.join(absent, 'package.json'), manifestOf(packageType));
  const missing = judge(await runCheck(absent, 'out/bus'), 'unavailable');
  return missing === null ? 'ok' : `wrong: without the runtime: ${missing}`;
}

/** A program that runs the check of a folder under either module system. */
async function runCheck(folder: string, target: string): Promise<string> {
  const file = path.join(folder, `${target.replaceAll('/', '-')}.mjs`);
  await writeFile(
    file,
    `const { check, default: whole } = await import('./${target}/check.js');\nconsole.log('RESULT' + (await (check ?? whole.check)()) + 'END');\n`,
  );
  return (await runNode([file], folder)).output;
}

function styleOf(shape: Shape): Style {
  const language = shape.setting.name === 'checkJs' ? 'js' : 'ts';
  const isCommonJs =
    language === 'js'
      ? shape.packageType === 'commonjs'
      : shape.setting.name === 'verbatimModuleSyntax' && emitsCommonJs(shape);
  return `${language}-${isCommonJs ? 'cjs' : 'esm'}`;
}

function manifestOf(type: Shape['packageType']): string {
  return `${JSON.stringify({ private: true, ...(type !== null && { type }) })}\n`;
}
