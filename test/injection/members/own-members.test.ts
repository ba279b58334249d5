import { refused, sound } from '../support/sound.ts';
import { expect } from 'chai';

const inClass = (members: string): string => `export class Store {\n  ${members}\n}\n`;

describe('members that no plain declaration makes', () => {
  it('are seen by a name in brackets', () => {
    const { text } = sound('a.ts', inClass("async ['initialize']() {}"));
    expect(text.match(/initialize'\]/g)).to.have.length(1);
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
    sound(
      'a.js',
      inClass('static {\n    this.initialize = 7;\n  }\n  static boot() {\n    this.shutdown = 1;\n  }'),
    );
  });

  it('are the method itself where the constructor binds it', () => {
    const text = inClass(
      'constructor() {\n    this.initialize = this.initialize.bind(this);\n  }\n  async initialize() {}',
    );
    sound('a.js', text);
    sound('a.ts', text);
  });
});
