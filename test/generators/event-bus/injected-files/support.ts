import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import type { FileRecord } from '../../../../generators/event-bus/records/index.ts';
import { injectEventBus } from '../../../../lib/injection/index.ts';

/** A class as its owner wrote it, told apart by its name. */
export const classCalled = (name: string): string => `export class ${name} {\n  items: string[] = [];\n}\n`;

/** A text with the event bus, and the record of that. */
export function injectedText(
  path: string,
  name: string,
): { readonly text: string; readonly record: FileRecord } {
  const result = injectEventBus({ path, text: classCalled(name) }, { all: true });
  if (result.status !== 'injected') return expect.fail(result.status);
  return { text: result.text, record: { ...result.record, generator: '0.1.0', options: {} } };
}

/** Writes files with the folders that they need. */
export function write(root: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

export const read = (root: string, path: string): string => readFileSync(join(root, path), 'utf8');
