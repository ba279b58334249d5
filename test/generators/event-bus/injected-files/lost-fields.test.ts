import { expect } from 'chai';
import { textOnDisk } from '../../../../generators/event-bus/moves/index.ts';
import type { Records } from '../../../../generators/event-bus/records/index.ts';
import type { FileOutcome } from '../../../../generators/event-bus/inject/settle-files.ts';
import { usesOfLostFields } from '../../../../generators/event-bus/recorded/lost-fields.ts';
import { injectEventBus, type InjectionRecord } from '../../../../lib/injection/index.ts';
import { folder, removeFolders } from '../../../support/folders.ts';
import { firstDesign } from '../../../injection/first-design/read.ts';
import { write } from './support.ts';

/** What a run would report of the uses of the file `src/store.ts`. */
function reported(root: string, text: string, record: InjectionRecord | null): readonly string[] {
  const path = 'src/store.ts';
  const result = injectEventBus({ path, text }, { record });
  if (result.status !== 'injected') throw new Error(result.status);
  const outcome = { plan: { path }, change: {}, record: result.record } as unknown as FileOutcome;
  const before = new Map(record === null ? [] : [[path, record]]) as unknown as Records;
  return usesOfLostFields(root, [outcome], before, textOnDisk(root));
}

describe('uses of fields that an upgrade of the first design removes', () => {
  afterEach(removeFolders);

  it('are reported in other files where a field of the first design is gone', async () => {
    const root = await folder();
    const { text, record } = firstDesign('plain.ts');
    write(root, {
      'src/store.ts': text,
      'src/use.js': "import { Store } from './store.js';\n\nnew Store().eventPublisher?.publish('a', {});\n",
      'src/node.ts': 'export class N { m() { return this.eventPublisher; } }\n',
    });
    expect(reported(root, text, record)).to.deep.equal([
      'src/use.js:3: uses eventPublisher, which Store no longer has; use eventBusOf of onex-runtime/event-bus',
    ]);
  });
});
