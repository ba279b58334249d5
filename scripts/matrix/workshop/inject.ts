import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runNode } from '../run.ts';
import { sampleFiles, type Style } from './samples.ts';

const STYLES: readonly Style[] = ['ts-esm', 'ts-cjs', 'js-esm', 'js-cjs'];

/** Writes each sample twice, without and with the event bus, which the built command line injects. */
export async function injectSamples(folder: string, root: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  for (const style of STYLES) {
    for (const form of ['plain', 'bus'] as const) {
      const target = path.join(folder, style, form);
      await mkdir(target, { recursive: true });
      for (const [name, text] of Object.entries(sampleFiles(style)))
        await writeFile(path.join(target, name), text);
    }
    const cwd = path.join(folder, style, 'bus');
    await writeFile(path.join(cwd, 'package.json'), '{}\n');
    for (const [file, name] of [
      ['store', 'Store'],
      ['ledger', 'Ledger'],
    ] as const) {
      const args = [
        'event-bus',
        `${file}.${style.slice(0, 2)}`,
        '--class',
        name,
        '--domain',
        'sales',
        '--quiet',
      ];
      const { code, output } = await runNode([path.join(root, 'dist/bin/onex.js'), ...args], cwd);
      if (code !== 0) throw new Error(`the event bus was not injected into ${style}/${file}: ${output}`);
    }
  }
}
