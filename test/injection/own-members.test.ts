import { expect } from 'chai';
import { refused, sound } from './support/sound.ts';

const inClass = (members: string): string => `export class Store {\n  ${members}\n}\n`;
const FILES = { ts: 'a.ts', js: 'a.js' } as const;

describe('an own field that has a name of the bus', () => {
  const unfit: Readonly<Record<string, [path: 'ts' | 'js', members: string]>> = {
    'the signal of a controller': ['ts', 'shutdownSignal = new AbortController().signal;'],
    'a list of servers': ['ts', "bootstrapServers = process.env['K']?.split(',');"],
    'the length of a text': ['ts', "nodeId = 'abc'.length;"],
    'a text or null': ['ts', "serviceName = process.env['X'] ?? null;"],
    'a text that may be missing': ['ts', "serviceName = process.env['X'];"],
    'what nobody knows': ['ts', 'nodeId = idOf(this);'],
    'a number that the constructor gives': ['ts', 'nodeId;\n  constructor() {\n    this.nodeId = 7;\n  }'],
    'an optional parameter': ['ts', 'constructor(public nodeId?: string) {}'],
    'a parameter that starts as a number': ['ts', 'constructor(public nodeId = 7) {}'],
    'a publisher of its owner': ['ts', 'eventPublisher: EventPublisher | undefined;'],
    'a signal from outside': ['js', 'constructor(s) {\n    this.shutdownSignal = s;\n  }'],
    'a signal of later': ['js', 'start() {\n    this.shutdownSignal = new AbortController();\n  }'],
    'a signal of a callback': [
      'js',
      'constructor() {\n    on(() => {\n      this.shutdownSignal = new AbortController();\n    });\n  }',
    ],
    'a signal that is cleared': [
      'js',
      'shutdownSignal = new AbortController();\n  stop() {\n    this.shutdownSignal = null;\n  }',
    ],
    'a signal without a value': ['js', 'shutdownSignal;'],
    'a name without a value': ['js', 'serviceName;'],
    'a number': ['js', 'constructor() {\n    this.nodeId = 7;\n  }'],
    'a publisher of another kind': [
      'js',
      'constructor(publisher) {\n    this.eventPublisher = publisher;\n  }',
    ],
  };
  for (const [name, [language, members]] of Object.entries(unfit)) {
    it(`is refused as ${name}`, () => {
      const text = inClass(members).replace('export', 'interface EventPublisher {}\nexport');
      const source = language === 'ts' ? text : inClass(members);
      expect(refused(FILES[language], source)).to.match(/field Store\.\w+ cannot serve as .*--separate/);
      sound(FILES[language], source, { separate: true });
    });
  }

  const fit: Readonly<Record<string, [path: 'ts' | 'js', members: string]>> = {
    'a text': ['ts', 'nodeId = `a`;'],
    'a variable of the environment': ['ts', "instanceId = process.env.ID ?? globalThis.process.env['I'];"],
    'a text with a default': ['ts', "serviceName = process.env['X'] || 'shop';"],
    'what the constructor gives': ['ts', "serviceName;\n  constructor() {\n    this.serviceName = 'a';\n  }"],
    'a parameter with a default': ['ts', "constructor(public nodeId = 'x') {}"],
    'a controller': ['ts', 'readonly shutdownSignal = new globalThis.AbortController();'],
    'an imported type': [
      'ts',
      "eventPublisher: import('onex-runtime/event-bus').EventPublisher | undefined;",
    ],
    'what the constructor is given': ['js', 'constructor(id) {\n    this.nodeId = id;\n  }'],
    'nothing yet': ['js', 'nodeId;\n  constructor() {\n    this.instanceId = null;\n  }'],
    'a controller of the constructor': [
      'js',
      'constructor() {\n    this.shutdownSignal = new AbortController();\n  }',
    ],
    'what another method says': ['js', 'start() {\n    this.isRunning = true;\n  }'],
  };
  for (const [name, [language, members]] of Object.entries(fit)) {
    it(`is used as ${name}`, () => {
      const { notes } = sound(FILES[language], inClass(members));
      expect(notes.map((note) => note.message).join()).to.match(
        /Store has a \w+ of its own, which the bus uses/,
      );
    });
  }

  it('is used where its type is imported from the bus under another name', () => {
    const text = "import type { EventPublisher as Bus } from 'onex-runtime/event-bus';\n";
    sound('a.ts', text + inClass('eventPublisher: Bus | undefined;'));
  });

  it('is refused where AbortController is another class', () => {
    const text = `class AbortController {}\n${inClass('shutdownSignal = new AbortController();')}`;
    expect(refused('a.ts', text, { className: 'Store' })).to.match(/cannot serve/);
  });
});

describe('an own publishIntrospectionEvent', () => {
  for (const member of [
    'private async publishIntrospectionEvent() {}',
    'publishIntrospectionEvent() {}',
    'async publishIntrospectionEvent(count: number) {}',
    'async publishIntrospectionEvent(reason?: string, more?: string) {}',
    'async publishIntrospectionEvent() {\n    return 1;\n  }',
    'publishIntrospectionEvent(): void | Promise<void> {}',
  ]) {
    it(`is refused where the bus could not call it: ${member.replace(/\s+/g, ' ')}`, () => {
      expect(refused('a.ts', inClass(member))).to.match(
        /^2:3 .*publishIntrospectionEvent\(\) goes.*rename it/,
      );
    });
  }

  it('is refused where it is inherited as protected', () => {
    const text =
      'class Base {\n  protected async publishIntrospectionEvent() {}\n}\nexport class Store extends Base {}\n';
    expect(refused('a.ts', text, { className: 'Store' })).to.match(
      /protected method Store\.publishIntrospectionEvent/,
    );
  });

  it('is used with a reason or without', () => {
    for (const parameter of ['', 'reason?: string', "reason = 'request'", 'reason: IntrospectionReason']) {
      sound('a.ts', inClass(`async publishIntrospectionEvent(${parameter}): Promise<void> {}`));
    }
  });
});

describe('members that no plain declaration makes', () => {
  it('are seen by a name in brackets', () => {
    const { text } = sound('a.ts', inClass("async ['initialize']() {}"));
    expect(text.match(/initialize/g)).to.have.length(1);
    expect(refused('a.ts', inClass('async [`initialize`]() {}'))).to.match(/under a plain name.*--separate/);
    sound('a.ts', inClass('async [initialize]() {}\n  async [`${a}`]() {}'));
  });

  const hidden: Readonly<Record<string, string>> = {
    'by the constructor':
      'export class Store {\n  constructor() {\n    this.initialize = async () => {};\n  }\n}\n',
    'beside a method':
      'export class Store {\n  async initialize() {}\n  start() {\n    this["initialize"] = wrap(this.initialize);\n  }\n}\n',
    'on the prototype': 'export class Store {}\nStore.prototype.initialize = async function () {};\n',
    'by the constructor of its base':
      'class Base {\n  constructor() {\n    this.initialize = async () => {};\n  }\n}\nexport class Store extends Base {}\n',
  };
  for (const [name, text] of Object.entries(hidden)) {
    it(`are refused where they would hide initialize: set ${name}`, () => {
      expect(refused('a.js', text, { className: 'Store' })).to.match(
        /(is set here|public field).*--separate/,
      );
      sound('a.js', text, { className: 'Store', separate: true });
    });
  }

  it('are not those of the class that static members set', () => {
    const { text } = sound(
      'a.js',
      inClass('static {\n    this.nodeId = 7;\n  }\n  static boot() {\n    this.isRunning = 1;\n  }'),
    );
    expect(text).to.match(/nodeId = undefined;\n {2}isRunning = false;/);
  });

  it('are the method itself where the constructor binds it', () => {
    const text = inClass(
      'constructor() {\n    this.initialize = this.initialize.bind(this);\n  }\n  async initialize() {}',
    );
    sound('a.js', text);
    sound('a.ts', text);
  });

  it('are not put in again where the base class sets them', () => {
    const base =
      "class Base {\n  constructor() {\n    this.nodeId = 'abc';\n  }\n}\nexport class Store extends Base {}\n";
    expect(sound('a.js', base, { className: 'Store' }).text).not.to.include('nodeId = undefined');
    expect(refused('a.js', base.replace("'abc'", '7'), { className: 'Store' })).to.match(/it is 7/);
  });
});
