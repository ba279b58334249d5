import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { injectEventBus } from '../../../lib/injection/index.ts';
import { folder, removeFolders } from '../../support/folders.ts';
import { SAMPLES } from '../samples.ts';
import { injected } from '../support/sound.ts';

const TEMPLATES = join(import.meta.dirname, '../../..', 'generators', 'event-bus', 'templates');

/** What a next version might say; nothing that a sample says itself. */
function next(text: string): string {
  return text
    .replaceAll(/\b((?:open|close)EventBus)\((?=this\b)/g, '$1(/* v2 */ ')
    .replaceAll('/** Whether the event bus', '/** If the event bus')
    .replaceAll('.publishIntrospection(reason)', '.publishIntrospection(reason ?? undefined)');
}

async function nextTemplates(): Promise<string> {
  const root = await folder();
  await cp(TEMPLATES, root, { recursive: true });
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    await writeFile(file, next(await readFile(file, 'utf8')));
  }
  return root;
}

/** What owners do around an injection. */
const EDITS: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `${text}\nvoid [${'"x", '.repeat(80)}];\n`,
  (text) => `${text}${'\nvoid 1'.repeat(90)}\n`,
  (text) => text.replace(/return bus;?\r?\n\}\r?\n/, '$&void 7;\n'),
  (text) => text.replace(/REPORTED\w* = false;?\r?\n/, '$&\nlet own1 = 1;\n'),
  (text) => text.replace(/\n([ \t]*)((?:override )?async shutdown\w*\()/, '\n$1last() {}\n$&'),
  (text) => text.replaceAll(/(?<!\r)\n/g, '\r\n'),
];

describe('the pieces of a next version', () => {
  afterEach(removeFolders);

  it('stand where those of this one stand, in the form of each sample, and can be turned back', async () => {
    const templateRoot = await nextTemplates();
    for (const { path, text, options = {} } of SAMPLES) {
      const first = injected(path, text, options);
      for (const edit of EDITS) {
        const edited = edit(first.text);
        const same = injectEventBus({ path, text: edited }, { ...options, record: first.record });
        expect(same.status, path).to.equal('unchanged');
        const newer = { ...options, templateRoot, record: first.record };
        const result = injectEventBus({ path, text: edited }, newer);
        if (result.status !== 'injected') throw new Error(`${path} is ${result.status}`);
        expect(result.text).to.equal(next(edited));
        const back = injectEventBus({ path, text: result.text }, { ...options, record: result.record });
        expect(back.text).to.equal(edited);
      }
    }
  });
});
