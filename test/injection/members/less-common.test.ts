import { expect } from 'chai';
import { injectEventBus, removeEventBus } from '../../../lib/injection/index.ts';
import { injected, refused, sound } from '../support/sound.ts';

describe('members that are defined in less common ways', () => {
  const hiding: Readonly<Record<string, [path: string, text: string]>> = {
    'a constant as key': ['a.ts', "const KEY = 'initialize';\nexport class A {\n  async [KEY]() {}\n}\n"],
    'a typed constant as key': [
      'a.ts',
      "const KEY: 'shutdown' = 'shutdown';\nexport class A {\n  [KEY] = async () => {};\n}\n",
    ],
    'Object.assign': ['a.js', 'export class A {}\nObject.assign(A.prototype, { async initialize() {} });\n'],
    'Object.assign of something else': ['a.js', 'export class A {}\nObject.assign(A.prototype, mixin);\n'],
    'Object.assign of a spread': ['a.js', 'export class A {}\nObject.assign(A.prototype, { ...mixin });\n'],
    'Object.defineProperty': [
      'a.js',
      "export class A {}\nObject.defineProperty(A.prototype, 'shutdown', { value: down });\n",
    ],
    'Reflect.defineProperty': [
      'a.js',
      "export class A {}\nReflect.defineProperty(A.prototype, 'shutdown', { value: down });\n",
    ],
    'Object.defineProperties': [
      'a.js',
      'export class A {}\nObject.defineProperties(A.prototype, { initialize: { value: up } });\n',
    ],
    'another name of the object': [
      'a.js',
      'export class A {\n  constructor() {\n    const self = this;\n    self.initialize = async () => {};\n  }\n}\n',
    ],
    'another name of the object in a function': [
      'a.js',
      'export class A {\n  constructor() {\n    let that = this;\n    on(function () {\n      that.shutdown = 1;\n    });\n  }\n}\n',
    ],
    'a sum as key': ['a.js', "export class A {\n  async ['init' + 'ialize']() {}\n}\n"],
    'a template as key': ['a.js', "const UP = 'initial';\nexport class A {\n  async [`${UP}ize`]() {}\n}\n"],
    'a template as key of a function': ['a.js', 'export class A {\n  [`initialize`] = async () => {};\n}\n'],
    'a member of an object as key': [
      'a.ts',
      "const KEYS = { up: 'initialize' } as const;\nexport class A {\n  async [KEYS.up]() {}\n}\n",
    ],
    'a member of an enum as key': [
      'a.ts',
      "enum Key {\n  Down = 'shutdown',\n}\nexport class A {\n  async [Key.Down]() {}\n}\n",
    ],
    'Object.assign to the object': [
      'a.js',
      'export class A {\n  constructor() {\n    Object.assign(this, { initialize() {} });\n  }\n}\n',
    ],
    'Object.defineProperty of the object': [
      'a.js',
      "export class A {\n  constructor() {\n    Object.defineProperty(this, 'shutdown', { value: down });\n  }\n}\n",
    ],
    'a pattern': [
      'a.js',
      'export class A {\n  constructor(options) {\n    ({ up: this.initialize } = options);\n  }\n}\n',
    ],
    'another name of the prototype': [
      'a.js',
      'export class A {}\nconst proto = A.prototype;\nproto.initialize = function () {};\n',
    ],
  };
  for (const [name, [path, text]] of Object.entries(hiding)) {
    it(`are not overridden silently: ${name}`, () => {
      expect(refused(path, text)).to.match(/(?:set here and would hide|under a plain name).*--separate/);
      sound(path, text, { separate: true });
    });
  }

  it('are not hidden where an interface of the same name declares them', () => {
    const text = 'export interface A {\n  shutdown(): number;\n}\nexport class A {}\n';
    expect(refused('a.ts', text)).to.match(
      /^2:3 the interface A says that the class has shutdown.*--separate/,
    );
    sound('a.ts', 'export interface A {\n  other(): number;\n}\nexport class A {}\n');
  });

  it('do not matter where they have other names', () => {
    sound('a.js', 'export class A {\n  constructor(given) {\n    Object.assign(this, given);\n  }\n}\n');
    sound(
      'a.ts',
      'enum Key {\n  Up = 1,\n}\nexport class A {\n  async [Key.Up]() {}\n  [Symbol.iterator]() {}\n}\n',
    );
    sound(
      'a.js',
      'export class A {}\nObject.assign(A.prototype, { run() {} });\nObject.assign(A, { initialize: 1 });\n',
    );
    sound('a.js', 'export class A {}\nObject.assign(A.prototype, EventEmitter.prototype);\n');
    sound('a.ts', "const KEY = 'run';\nexport class A {\n  async [KEY]() {}\n}\n");
  });
});

describe('a mixin of a class that gets the event bus in the same run', () => {
  const text =
    'export class Base {}\nconst Mix = (B) => class extends B {};\nexport class Store extends Mix(Base) {}\n';

  it('hands it on, which is noted', () => {
    const result = injected('a.js', text, { all: true });
    expect(result.classes).to.not.include('Store');
    expect(result.notes.map(({ message }) => message)).to.include(
      'Store inherits the event bus from Base and is announced under the identity given there',
    );
  });
});

describe('an interface of the file that a class implements', () => {
  const withMember = (member: string): string =>
    `interface Life {\n  ${member};\n}\n\nexport class A implements Life {}\n`;

  it('refuses a class whose optional member has another type', () => {
    for (const member of [
      'initialize?(): Promise<string>',
      'shutdown?: () => Promise<number>',
      'shutdown?: boolean',
    ]) {
      expect(refused('a.ts', withMember(member))).to.match(
        /^2:3 A implements Life, whose \w+ is not a method.*--separate/,
      );
      sound('a.ts', withMember(member), { separate: true });
    }
  });

  it('takes one whose optional member fits', () => {
    for (const member of [
      'initialize?(): Promise<void>',
      'shutdown?: () => void',
      'initialize?(a: string): Promise<void> | void',
    ]) {
      sound('a.ts', withMember(member));
    }
  });
});

describe('what the owner changes around an injection', () => {
  const edits: Readonly<Record<string, [text: string, from: string, to: string]>> = {
    'a comment in a class that was on one line': [
      'class A {}\nexport {};\n',
      'class A {',
      'class A { // mine',
    ],
    'a trailing space': ['class A {\n  x = 1;\n}\nexport {};\n', 'x = 1;', 'x = 1;  '],
    'a decorated computed member without a semicolon': [
      'class A {\n  x = 1\n  y = 2\n}\nexport {}\n',
      'y = 2',
      'y = 2\n  @dec\n  [foo] = 3',
    ],
  };
  for (const [name, [text, from, to]] of Object.entries(edits)) {
    it(`never fails a check: ${name}`, () => {
      const first = injected('a.ts', text);
      const edited = first.text.replace(from, to);
      expect(edited).not.to.equal(first.text);
      const again = injectEventBus({ path: 'a.ts', text: edited }, { record: first.record });
      expect(again.status).to.equal('unchanged');
      const removed = removeEventBus({ path: 'a.ts', text: edited }, first.record);
      expect(removed.text).to.equal(text.replace(from, to).replace('// mine}', '// mine\n}'));
    });
  }
});
