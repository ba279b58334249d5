import { expect } from 'chai';
import { injected, refused, sound } from './support/sound.ts';

const inClass = (members: string): string => `export class Store {\n${members}\n}\n`;

describe('members that a class has already', () => {
  it('gain one call at the end of an own initialize, before its last return', () => {
    const { text } = sound(
      'a.ts',
      inClass('  async initialize() {\n    await this.up();\n    return 1;\n  }'),
    );
    expect(text).to.match(
      /await this\.up\(\);\n {4}if \(EVENT_BUS_AVAILABLE\) await .*openEventBus\(this, \{\n/,
    );
    expect(text).to.match(/\n {4}\}\);\n {4}return 1;\n/);
    expect(text.match(/initialize\(/g)).to.have.length(1);
  });

  it('are noted where an own initialize returns early, with the line', () => {
    const { notes } = sound(
      'a.ts',
      inClass('  async initialize() {\n    if (up()) return;\n    await up();\n  }'),
    );
    expect(notes.map(({ line, message }) => `${line} ${message}`)).to.include(
      '3 Store.initialize() returns here on some way; the bus stays closed then',
    );
  });

  it('gain one call at the start of an own shutdown, below its directives', () => {
    const { text } = sound('a.ts', inClass("  async shutdown() {\n    'use strict';\n    this.down();\n  }"));
    expect(text).to.match(
      /'use strict';\n {4}if \(EVENT_BUS_AVAILABLE\) await .*closeEventBus\(this\);\n {4}this\.down/,
    );
  });

  it('are noted where an own or inherited shutdown waits for the bus to close', () => {
    const said = (text: string): string[] =>
      sound('a.ts', text, { className: 'Store' }).notes.map(({ line, message }) => `${line} ${message}`);
    const why = 'closes the bus first; should that fail, it throws and';
    expect(said(inClass('  async shutdown() {\n    this.down();\n  }'))).to.include(
      `2 Store.shutdown() ${why} the rest of it is not run`,
    );
    expect(said('class Base {\n  async shutdown() {}\n}\nclass Store extends Base {}\n')).to.include(
      `4 Store.shutdown() ${why} that of its base class is not run`,
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

  it('are used where they fit: fields, parameter properties, an own publishIntrospectionEvent', () => {
    const { text, notes } = sound(
      'a.ts',
      inClass(
        '  isRunning = false;\n  constructor(public nodeId: string | undefined) {}\n  async publishIntrospectionEvent() {}',
      ),
    );
    expect(text.match(/isRunning/g)).to.have.length(1);
    expect(text.match(/\bnodeId\b/g)).to.have.length(1);
    expect(text.match(/publishIntrospectionEvent/g)).to.have.length(1);
    const kept = notes.map(({ message, line }) => `${line} ${message}`).filter((one) => one.includes('own'));
    expect(kept).to.deep.equal([
      '3 Store has a nodeId of its own, which the bus uses',
      '2 Store has a isRunning of its own, which the bus uses',
      '4 Store has a publishIntrospectionEvent of its own, which the bus uses',
    ]);
  });

  it('are used in JavaScript where only the constructor makes them', () => {
    const { text } = sound('a.js', inClass('  constructor() {\n    this.isRunning = false;\n  }'));
    expect(text).not.to.include('isRunning = false;\n  shutdownSignal');
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
    'a private field': [
      '  private isRunning = false;',
      /^2:3 the private field Store\.isRunning cannot serve.*--separate/,
    ],
    'a field of another type': [
      '  nodeId = 7;',
      /^2:3 the field Store\.nodeId .* it is 7, and the bus wants string/,
    ],
    'a readonly field': ["  readonly nodeId = 'a';", /readonly.*--separate/],
    'an optional field': ['  nodeId?: string;', /optional.*--separate/],
    'a method with the name of a field': ['  isRunning() {}', /method Store\.isRunning cannot serve/],
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
    'a field called publishIntrospectionEvent': [
      '  publishIntrospectionEvent = 1;',
      /publishIntrospectionEvent\(\) goes/,
    ],
  };
  for (const [name, [members, said]] of Object.entries(clashes)) {
    it(`are refused with line, both names and the option that settles it: ${name}`, () => {
      const text = inClass(members).replace(
        'class',
        members.includes('abstract') ? 'abstract class' : 'class',
      );
      expect(refused('a.ts', text)).to.match(said);
      if (!name.includes('publishIntrospection')) sound('a.ts', text, { separate: true });
    });
  }

  it('are refused where an index signature admits no other member', () => {
    expect(refused('a.ts', inClass('  [key: string]: number;'))).to.match(
      /^2:3 the index signature of Store/,
    );
  });

  it('are refused where an inherited index signature admits no other member', () => {
    const text = 'class Bag {\n  [key: string]: number;\n}\nexport class Store extends Bag {}\n';
    expect(refused('a.ts', text, { className: 'Store' })).to.match(/^2:3 the index signature of Bag/);
  });

  it('are put beside an index signature whose keys are none of their names', () => {
    for (const key of ['`d-${string}`', '`${string}.x`', 'number']) {
      sound('a.ts', inClass(`  [key: ${key}]: string;`));
    }
    for (const key of ['`node${string}`', '`${string}`']) {
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
    expect(apart.text).to.include('readonly eventBusHost: EventBusHost = {');
    expect(apart.text).to.include('async initializeEventBus()');
    expect(apart.notes.map((note) => note.message).join()).to.include('--base-members');
    const told = sound('a.ts', text, { baseMembers: ['initialize'] });
    expect(told.text).to.include('override async initialize()');
    expect(told.text).to.include('  async shutdown()');
  });

  it('is the bus already, where the base class has it', () => {
    const text = 'export class Base {}\nexport class Store extends Base {}\n';
    const all = sound('a.ts', text, { all: true });
    expect(all.classes).to.deep.equal(['Base']);
    expect(all.notes.map((note) => note.message)).to.include('Store inherits the event bus from Base');
  });

  it('is refused where it takes parameters', () => {
    const text = 'class Base {\n  async initialize(a: string) {}\n}\nexport class Store extends Base {}\n';
    expect(refused('a.ts', text, { className: 'Store' })).to.match(/takes parameters.*--separate/);
  });
});

describe('names that a file has already', () => {
  it('are gone round: the import gets another name, globals go through globalThis', () => {
    const { text } = sound(
      'a.ts',
      "import { EventPublisher } from './mine';\nconst EVENT_BUS_AVAILABLE = 1;\nfunction process() {}\nexport class Store {\n  p?: EventPublisher;\n}\n",
    );
    expect(text).to.include('import type { EventPublisher as OnexEventPublisher, IntrospectionReason } from');
    expect(text).to.include('eventPublisher: OnexEventPublisher | undefined;');
    expect(text).to.include('const ONEX_EVENT_BUS_AVAILABLE: boolean');
    expect(text).to.include("globalThis.process.env['KAFKA_BOOTSTRAP_SERVERS']");
  });

  it('are used where they come from the bus itself', () => {
    const text =
      "import type { EventPublisher } from 'onex-runtime/event-bus';\nexport class Store {\n  p?: EventPublisher;\n}\n";
    const { text: after } = sound('a.ts', text);
    expect(after).to.include("import type { IntrospectionReason } from 'onex-runtime/event-bus';");
  });
});

describe('what a class lacks to be started as a node', () => {
  it('is said of a plain class and not of a node', () => {
    expect(
      injected('a.ts', 'export class Store {}\n')
        .notes.map((one) => one.message)
        .join(),
    ).to.include('it lacks a contract, handlers and a container');
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
