import { expect } from 'chai';
import { injected, refused, sound } from '../support/sound.ts';

const inClass = (members: string): string => `export class Store {\n${members}\n}\n`;

describe('members that a class has already', () => {
  it('gain one call at the end of an own initialize, before its last return', () => {
    const { text } = sound(
      'a.ts',
      inClass('  async initialize() {\n    await this.up();\n    return 1;\n  }'),
    );
    expect(text).to.match(
      /await this\.up\(\);\n {4}\{\n +const bus = await loadEventBus\(\);\n +await bus\?\.openEventBus\(this, \{\n/,
    );
    expect(text).to.match(/\n {6}\}\);\n {4}\}\n {4}return 1;\n/);
    expect(text.match(/async initialize\(/g)).to.have.length(1);
  });

  it('are noted where an own initialize returns early, with the line', () => {
    const { notes } = sound(
      'a.ts',
      inClass('  async initialize() {\n    if (up()) return;\n    await up();\n  }'),
    );
    expect(notes.map(({ line, message }) => `${line} ${message}`)).to.include(
      '3 Store.initialize() may return here; the event bus then stays closed',
    );
  });

  it('gain one call at the start of an own shutdown, below its directives', () => {
    const { text } = sound('a.ts', inClass("  async shutdown() {\n    'use strict';\n    this.down();\n  }"));
    expect(text).to.match(
      /'use strict';\n {4}if \(EVENT_BUS_AVAILABLE\) \{\n.*closeEventBus\(this\);\n {4}\}\n {4}this\.down/,
    );
  });

  it('are noted where an own or inherited shutdown waits for the bus to close', () => {
    const said = (text: string): string[] =>
      sound('a.ts', text, { className: 'Store' }).notes.map(({ line, message }) => `${line} ${message}`);
    const why = 'closes the event bus first; if that fails, it throws and does not run';
    expect(said(inClass('  async shutdown() {\n    this.down();\n  }'))).to.include(
      `2 Store.shutdown() ${why} the rest of it`,
    );
    expect(said('class Base {\n  async shutdown() {}\n}\nclass Store extends Base {}\n')).to.include(
      `4 Store.shutdown() ${why} shutdown() of its base class`,
    );
  });

  it('gain the call in bodies of one line and without anything in them', () => {
    sound('a.ts', inClass('  async initialize() {}\n  async shutdown() { down() }'));
    sound('a.js', inClass('  initialize = async () => {}\n  async shutdown() { await down(); }'));
  });

  it('are extended in the body of an overloaded method, not in its signatures', () => {
    sound(
      'a.ts',
      inClass(
        '  async initialize(): Promise<void>;\n  async initialize(a?: string): Promise<void> {\n    go(a);\n  }',
      ),
    );
  });

  it('may have the names of fields of a node, with any type and visibility', () => {
    const own =
      "  private isRunning = 'x';\n  readonly nodeId = 7;\n  eventPublisher?: number;\n  serviceName() {}\n  get shutdownSignal() {\n    return 1;\n  }\n  publishIntrospectionEvent = 1;";
    const { text, notes } = sound('a.ts', inClass(own));
    expect(text).to.include(own);
    expect(notes.map((one) => one.message).join()).not.to.match(/of its own|isRunning/);
  });

  it('do not clash when they are static, private by # or in another class', () => {
    sound(
      'a.ts',
      inClass(
        '  static initialize() {}\n  #nodeId = 1;\n  static nodeId = 2;\n  inner = class {\n    isRunning = 1;\n  };',
      ),
      {
        className: 'Store',
      },
    );
  });

  const clashes: Readonly<Record<string, [members: string, said: RegExp]>> = {
    'a getter called initialize': [
      '  get initialize() {\n    return 1;\n  }',
      /accessor Store\.initialize .*no body/,
    ],
    'an initialize that is not async': ['  initialize() {}', /not async.*make it async, or .*--separate/],
    'an initialize that is a generator': ['  async *initialize() {}', /generator/],
    'an initialize without a body': ['  declare initialize: () => Promise<void>;', /no body/],
    'an arrow without braces': ['  initialize = async () => go();', /no braces/],
    'an end that is never reached': ['  async initialize() {\n    for (;;) go();\n  }', /never reached/],
    'an abstract method': ['  abstract shutdown(): Promise<void>;', /abstract method Store\.shutdown/],
  };
  for (const [name, [members, said]] of Object.entries(clashes)) {
    it(`are refused with line, both names and the option that settles it: ${name}`, () => {
      const text = inClass(members).replace(
        'class',
        members.includes('abstract') ? 'abstract class' : 'class',
      );
      expect(refused('a.ts', text)).to.match(said);
      sound('a.ts', text, { separate: true });
    });
  }

  it('are refused where an index signature admits no other member', () => {
    expect(refused('a.ts', inClass('  [key: string]: number;'))).to.match(
      /^2:3 the index signature of Store/,
    );
  });

  it('are extended beside an index signature that admits no other member', () => {
    sound('a.ts', inClass('  [key: string]: unknown;\n  async initialize() {}\n  async shutdown() {}'));
    const narrow =
      '  [key: `${string}`]: () => Promise<void>;\n  async initialize() {}\n  async shutdown() {}';
    sound('a.ts', inClass(narrow));
    expect(refused('a.ts', inClass(narrow), { separate: true })).to.match(/^2:3 the index signature/);
  });

  it('are refused where an inherited index signature admits no other member', () => {
    const text = 'class Bag {\n  [key: string]: number;\n}\nexport class Store extends Bag {}\n';
    expect(refused('a.ts', text, { className: 'Store' })).to.match(/^2:3 the index signature of Bag/);
  });

  it('are put beside an index signature whose keys are none of their names', () => {
    for (const key of ['`d-${string}`', '`${string}.x`', 'number']) {
      sound('a.ts', inClass(`  [key: ${key}]: string;`));
    }
    for (const key of ['`init${string}`', '`${string}`']) {
      expect(refused('a.ts', inClass(`  [key: ${key}]: string;`))).to.match(/^2:3 the index signature/);
    }
  });
});

describe('what a class inherits', () => {
  it('is overridden and called where its base has it, in the same file', () => {
    const text = 'class Base {\n  async initialize() {}\n}\nexport class Store extends Base {}\n';
    const { text: after } = sound('a.ts', text, { className: 'Store' });
    expect(after).to.include('override async initialize()');
    expect(after).to.include('await super.initialize();');
    expect(after).to.include('  async shutdown()');
    expect(after).not.to.include('super.shutdown');
  });

  it('is overridden and not called where its base only declares it', () => {
    const text =
      'abstract class Base {\n  abstract shutdown(): Promise<void>;\n}\nexport class Store extends Base {}\n';
    const { text: after } = sound('a.ts', text, { className: 'Store' });
    expect(after).to.include('override async shutdown()');
    expect(after).not.to.include('super.');
  });

  it('keeps the bus apart where it is not known, and is told by baseMembers', () => {
    const text = "import { Base } from 'somewhere';\n\nexport class Store extends Base {}\n";
    const apart = sound('a.ts', text);
    expect(apart.text).to.include('async initializeEventBus()');
    expect(apart.text).not.to.match(/eventBusHost|async initialize\(/);
    expect(apart.notes.map((note) => note.message).join()).to.include('--base-members');
    const told = sound('a.ts', text, { baseMembers: ['initialize'] });
    expect(told.text).to.include('override async initialize()');
    expect(told.text).to.include('  async shutdown()');
  });

  it('does not matter where it is not known and the class has both methods itself', () => {
    const text =
      "import { Base } from 'somewhere';\n\nexport class Store extends Base {\n  async initialize() {}\n  async shutdown() {}\n}\n";
    expect(sound('a.ts', text).text).not.to.include('initializeEventBus');
  });

  it('is the bus already, where the base class has it', () => {
    const text = 'export class Base {}\nexport class Store extends Base {}\n';
    const all = sound('a.ts', text, { all: true });
    expect(all.classes).to.deep.equal(['Base']);
    expect(all.notes.map((note) => note.message)).to.include(
      'Store inherits the event bus from Base and is announced under the identity given there',
    );
  });

  it('is refused where it takes parameters', () => {
    const text = 'class Base {\n  async initialize(a: string) {}\n}\nexport class Store extends Base {}\n';
    expect(refused('a.ts', text, { className: 'Store' })).to.match(/takes parameters.*--separate/);
  });
});

describe('names that a file has already', () => {
  it('are avoided: the variables get other names, globals go through globalThis', () => {
    const { text } = sound(
      'a.ts',
      'const EVENT_BUS_AVAILABLE = 1;\nfunction console() {}\nfunction loadEventBus() {}\nexport class Store {}\n',
    );
    expect(text).to.include('let ONEX_EVENT_BUS_AVAILABLE = false;');
    expect(text).to.include('async function OnexloadEventBus() {');
    expect(text).to.include('globalThis.console.warn(');
  });

  it('are avoided in a node of the runtime: the import gets another name', () => {
    const text =
      "import { NodeEffect } from 'onex-runtime';\nimport { EventPublisher } from './mine';\nfunction process() {}\nexport class Store extends NodeEffect {\n  p?: EventPublisher;\n}\n";
    const { text: after } = sound('a.ts', text);
    expect(after).to.include(
      'import type { EventPublisher as OnexEventPublisher, IntrospectionReason } from',
    );
    expect(after).to.include('eventPublisher: OnexEventPublisher | undefined;');
    expect(after).to.include("globalThis.process.env['KAFKA_BOOTSTRAP_SERVERS']");
  });

  it('are used where they come from the bus itself', () => {
    const text =
      "import { NodeEffect } from 'onex-runtime';\nimport type { EventPublisher } from 'onex-runtime/event-bus';\nexport class Store extends NodeEffect {\n  p?: EventPublisher;\n}\n";
    const { text: after } = sound('a.ts', text);
    expect(after).to.include("import type { IntrospectionReason } from 'onex-runtime/event-bus';");
  });
});

describe('members of a node of the runtime', () => {
  for (const member of [
    'nodeId = 7;',
    'private isRunning = false;',
    'async publishIntrospectionEvent() {}',
  ]) {
    it(`are refused where they have the name of one that goes in: ${member}`, () => {
      const text = `import { NodeEffect } from 'onex-runtime';\nexport class Store extends NodeEffect {\n  ${member}\n}\n`;
      expect(refused('a.ts', text)).to.match(/^3:3 the .* has the name of an injected member; rename it/);
    });
  }
});

describe('what a class lacks to be started as a node', () => {
  it('is said of a plain class and not of a node', () => {
    expect(
      injected('a.ts', 'export class Store {}\n')
        .notes.map((one) => one.message)
        .join(),
    ).to.include('can publish events and announce itself');
    const text = "import { NodeCompute } from 'onex-runtime';\nexport class NodeX extends NodeCompute {}\n";
    expect(injected('a.ts', text).notes).to.deep.equal([]);
  });

  it('carries the identity it is announced by', () => {
    const { text } = injected('a.ts', 'export class HTTPStore2 {}\n', {
      identity: {
        domain: "o'brien `${x}`",
        nodeType: 'compute',
        nodeVersion: { major: 2, minor: 1, patch: 3 },
      },
    });
    expect(text).to.include("nodeName: 'node_o_brien_x_http_store2_compute'");
    expect(text).to.include('nodeVersion: { major: 2, minor: 1, patch: 3 }');
    expect(text).to.include("domain: 'o\\u0027brien \\u0060${x}\\u0060'");
  });
});
