import { expect } from 'chai';
import { injectEventBus } from '../../../lib/injection/index.ts';

const IMPORT = "import { openEventBus } from 'onex-runtime/event-bus';\n";
const LOADER = "async function loadIt() {\n  return await import('onex-runtime/event-bus');\n}\n";

/** A class whose method contains the statement. */
const text = (head: string, statement: string): string =>
  `${head}export class Store {\n  async start() {\n    ${statement}\n  }\n}\n`;

/** Whether a class has the event bus already, so that nothing is injected. */
const isInjected = (head: string, statement: string, path = 'store.ts'): boolean => {
  const { status } = injectEventBus({ path, text: text(head, statement) });
  expect(status).to.be.oneOf(['injected', 'unchanged']);
  return status === 'unchanged';
};

describe('a class has the event bus', () => {
  const own: readonly (readonly [string, string])[] = [
    [IMPORT, 'await openEventBus(this);'],
    [
      "import { openEventBus as open } from 'onex-runtime/event-bus';\n",
      'const openEventBus = open; await openEventBus(this);',
    ],
    ["import * as bus from 'onex-runtime/event-bus';\n", 'await bus.openEventBus(this, {});'],
    ['', "await (await import('onex-runtime/event-bus')).openEventBus(this);"],
    ['', "const { openEventBus } = await import('onex-runtime/event-bus'); await openEventBus(this);"],
    ['', "const bus = await import('onex-runtime/event-bus'); await bus.openEventBus(this.eventBusHost);"],
    [LOADER, 'const bus = await loadIt(); await bus?.openEventBus(this, {});'],
    [LOADER, 'await (await loadIt())?.openEventBus(this, {});'],
    [LOADER, 'const { openEventBus } = (await loadIt())!; await openEventBus(this, {});'],
  ];
  for (const [head, statement] of own)
    it(`by ${head.trim().split('\n', 1)[0]} ${statement}`, () =>
      expect(isInjected(head, statement)).to.equal(true));

  it("by CommonJS's require", () => {
    const bus = "const bus = require('onex-runtime/event-bus');\n";
    expect(isInjected(bus, 'await bus.openEventBus(this);', 'store.js')).to.equal(true);
  });

  const foreign: readonly (readonly [string, string])[] = [
    ['', 'await this.queue.openEventBus(this);'],
    ['', "console.log('openEventBus');"],
    ["import { openEventBus } from './my-bus.js';\n", 'await openEventBus(this);'],
    ['async function openEventBus(_: unknown) {}\n', 'await openEventBus(this);'],
    [IMPORT, 'await openEventBus(other);'],
    [IMPORT, 'const openEventBus = (_: unknown) => 1; openEventBus(this);'],
    ['const bus = { openEventBus(_: unknown) {} };\n', 'bus.openEventBus(this);'],
    [
      'async function load() {\n  return { openEventBus(_: unknown) {} };\n}\n',
      '(await load()).openEventBus(this);',
    ],
  ];
  for (const [head, statement] of foreign)
    it(`not by ${head.trim().split('\n', 1)[0]} ${statement}`, () =>
      expect(isInjected(head, statement)).to.equal(false));
});
