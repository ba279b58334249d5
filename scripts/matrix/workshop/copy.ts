import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Workshop } from './index.ts';
import { probeFile, type Style } from './samples.ts';

export interface CopyOptions {
  readonly form: 'plain' | 'bus';
  /** Whether the owner's code imports the runtime itself. */
  readonly hasRuntime: boolean;
}

/** Puts the sample into a folder, with the probe. */
export async function copySample(
  workshop: Workshop,
  style: Style,
  target: string,
  { form, hasRuntime }: CopyOptions,
): Promise<void> {
  await mkdir(target, { recursive: true });
  const extension = style.slice(0, 2);
  for (const name of ['store', 'ledger', 'check'])
    await copyFile(
      path.join(workshop.sample(style, form), `${name}.${extension}`),
      path.join(target, `${name}.${extension}`),
    );
  const { name, text } = probeFile(style, hasRuntime);
  await writeFile(path.join(target, name), text);
}
