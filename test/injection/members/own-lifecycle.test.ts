import { expect } from 'chai';
import { refused, sound } from '../support/sound.ts';

const method = (body: string): string =>
  `export class Store {\n  async initialize() {\n    ${body}\n  }\n}\n`;

describe('the end of an own initialize', () => {
  for (const value of [
    '',
    ' 1',
    ' `a`',
    ' done',
    ' this',
    ' this.#a.b?.c',
    ' { ok: true, id: this.id }',
    ' !this.up',
  ]) {
    it(`takes the call before a return that does nothing: return${value}`, () => {
      const { text } = sound('a.ts', method(`return${value};`).replace('{\n', '{\n  #a: any;\n'));
      expect(text).to.match(/openEventBus\(this, \{[^}]*\}[^}]*\}\);\n {4}\}\n {4}return/);
    });
  }

  for (const value of [
    'this.connect()',
    'await up()',
    'super.initialize()',
    'new Up()',
    'this.n++',
    '(up = 1)',
    '[...up]',
  ]) {
    it(`refuses a return before which the bus would open: return ${value}`, () => {
      const text = method(`return ${value};`);
      expect(refused('a.ts', text)).to.match(
        /^3:5 .*Store\.initialize .*in this return.*into a variable and return that, or pass --separate/,
      );
      sound('a.ts', text, { separate: true });
      sound('a.ts', method(`const value = await ${value};\n    return value;`));
    });
  }

  it('takes the call above the comments of the last return', () => {
    const { text } = sound(
      'a.ts',
      method('up(); // up\n\n    /* why */\n    // @ts-expect-error\n    return 1;'),
    );
    expect(text).to.match(
      /up\(\); \/\/ up\n\n {4}\{\n[^]*\}\);\n {4}\}\n {4}\/\* why \*\/\n {4}\/\/ @ts-exp.*\n {4}return 1/,
    );
    const beside = sound('a.ts', method('up(); // up\n    return 1;'));
    expect(beside.text).to.match(/\/\/ up\n {4}\{\n/);
    const alone = sound('a.ts', method('// a\n    return 1;').replace('{\n    //', '{ // brace\n    //'));
    expect(alone.text).to.match(/\/\/ brace\n {4}\{\n[^]*\}\);\n {4}\}\n {4}\/\/ a\n {4}return/);
  });

  const unreached: Readonly<Record<string, string>> = {
    'a switch that returns in every case': 'switch (a) { case 1: return 1; default: return 2; }',
    'a loop that tests at its end': 'do go(); while (true);',
    'a loop without a test': 'for (;;) { switch (a) { case 1: break; } }',
    'a label that nothing breaks to': 'up: while (true) { go(); }',
    'a throw above the last return': 'throw new Error(); return 1;',
  };
  for (const [name, body] of Object.entries(unreached)) {
    it(`is refused where it is never reached: ${name}`, () => {
      expect(refused('a.ts', method(body))).to.match(/^2:3 .*end is never reached.*--separate/);
    });
  }

  const reached: Readonly<Record<string, string>> = {
    'a switch with a case that breaks': 'switch (a) { case 1: return; default: break; }',
    'a switch without default': 'switch (a) { case 1: return; }',
    'a loop that is left': 'while (true) { if (a) break; go(); }',
    'a label that is broken to': 'up: while (true) { for (;;) break up; }',
    'a loop whose own test ends it': 'do go(); while (a);',
  };
  for (const [name, body] of Object.entries(reached)) {
    it(`takes the call where it is reached: ${name}`, () => {
      expect(sound('a.ts', method(body)).text).to.include('openEventBus(this');
    });
  }
});

describe('an own initialize', () => {
  it('is refused where its this is another, which the bus could not serve', () => {
    const text = 'export class Store {\n  async initialize(this: void) {}\n}\n';
    expect(refused('a.ts', text)).to.match(/^2:3 .*its this is void; leave this: void out, or .*--separate/);
    sound('a.ts', text, { separate: true });
  });

  it('is extended where its this is the class itself', () => {
    for (const self of ['this', 'Store<T>']) {
      sound('a.ts', `export class Store<T> {\n  t?: T;\n  async initialize(this: ${self}) {}\n}\n`);
    }
  });
});

describe('an inherited initialize', () => {
  const heir = (base: string): string =>
    `export abstract class Base {\n  ${base}\n}\nexport class Store extends Base {}\n`;
  const options = { className: 'Store' };

  const narrowed: Readonly<Record<string, [base: string, said: RegExp]>> = {
    'an argument that need not be given': ['async initialize(o = 1) {}', /takes parameters/],
    'an argument of an overload': [
      'async initialize(): Promise<void>;\n  async initialize(o?: string): Promise<void>;\n  async initialize() {}',
      /takes parameters/,
    ],
    'a result': ["async initialize() {\n    return 'r';\n  }", /returns a value/],
    'a result by its type': [
      'async initialize(): Promise<boolean> {\n    return true;\n  }',
      /returns Promise<boolean>/,
    ],
    'a result of an abstract one': ['abstract initialize(): Promise<string>;', /returns Promise<string>/],
    'that it is done at once': ['initialize() {}', /is not async/],
    'that it is done at once, by its type': ['initialize(): void {}', /returns void/],
    'that it is a generator': ['async *initialize() {}', /generator/],
  };
  for (const [name, [base, said]] of Object.entries(narrowed)) {
    it(`is refused where its callers would lose ${name}`, () => {
      const reason = refused('a.ts', heir(base), options);
      expect(reason).to.match(said);
      expect(reason).to.match(/initialize\(\) that Store inherits .* cannot be extended; .*--separate/);
      sound('a.ts', heir(base), { ...options, separate: true });
    });
  }

  it('is overridden where nothing is lost', () => {
    for (const base of [
      'async initialize() {}',
      'async initialize() {\n    if (up) return;\n    each(() => {\n      return 1;\n    });\n  }',
      'initialize(): Promise<void> {\n    return up();\n  }',
      'abstract initialize(): void | Promise<void>;',
    ]) {
      expect(sound('a.ts', heir(base), options).text).to.include('override async initialize()');
    }
  });
});
