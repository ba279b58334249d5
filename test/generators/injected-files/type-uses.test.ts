import { expect } from 'chai';
import { textOnDisk } from '../../../generators/event-bus/identities/index.ts';
import type { Records } from '../../../generators/event-bus/records/index.ts';
import type { FileOutcome } from '../../../generators/event-bus/settle-files.ts';
import { typeUses } from '../../../generators/event-bus/type-uses.ts';
import { injectEventBus, type InjectionRecord } from '../../../lib/injection/index.ts';
import { folder, removeFolders } from '../../support/folders.ts';
import { firstDesign } from '../../injection/first-design/read.ts';
import { write } from './support.ts';

const USES = `import type { Store } from './store.js';
export class Fake implements Store {
  a = 1;
}
export class Whole implements Store {
  a = 1;
  async initialize() {}
  async shutdown() {}
}
export const one: Store = { a: 2 };
export const keys: Record<keyof Store, 1> = { a: 1 };
export const made: Store = make();
`;

/** What a run would report of the uses of the file `src/store.ts`. */
function reported(root: string, text: string, record: InjectionRecord | null): readonly string[] {
  const path = 'src/store.ts';
  const result = injectEventBus({ path, text }, { record });
  if (result.status !== 'injected') throw new Error(result.status);
  const outcome = { plan: { path }, change: {}, record: result.record } as unknown as FileOutcome;
  const before = new Map(record === null ? [] : [[path, record]]) as unknown as Records;
  return typeUses(root, [outcome], before, textOnDisk(root));
}

describe('uses of a class that gets the event bus', () => {
  afterEach(removeFolders);

  it('are reported with file and line where they may no longer compile', async () => {
    const root = await folder();
    const store = 'export class Store {\n  a = 1;\n}\n';
    write(root, {
      'src/store.ts': store,
      'src/uses.ts': USES,
      'src/other.ts': USES.replaceAll('Store', 'Storage').replace('./store.js', 'elsewhere'),
      'src/another.ts':
        "import { x } from 'elsewhere';\nclass Store {}\nexport class B implements Store {}\n",
    });
    const what = 'may no longer compile, because Store has initialize() and shutdown() now';
    expect(reported(root, store, null)).to.deep.equal([
      `src/uses.ts:2: ${what}`,
      `src/uses.ts:10: ${what}`,
      `src/uses.ts:11: ${what}`,
    ]);
  });

  it('are reported in other files where a field of the first design is gone', async () => {
    const root = await folder();
    const { text, record } = firstDesign('plain.ts');
    write(root, {
      'src/store.ts': text,
      'src/use.js': "import { Store } from './store.js';\n\nnew Store().eventPublisher?.publish('a', {});\n",
      'src/node.ts': 'export class N { m() { return this.eventPublisher; } }\n',
    });
    expect(reported(root, text, record)).to.deep.equal([
      'src/use.js:3: uses eventPublisher, which Store does not have any more; use eventBusOf of onex-runtime/event-bus',
    ]);
  });
});
