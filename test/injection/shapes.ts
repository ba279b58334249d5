import type { InjectionOptions } from '../../lib/injection/index.ts';

/** A file that gets the event bus, and the options with which it does. */
export interface Sample {
  /** File name of the sample: says what it is a sample of. */
  readonly path: string;
  readonly text: string;
  readonly options?: InjectionOptions;
}

/** Files without a base class: each shape of a class, of a module, and of a language. */
export const SHAPES: readonly Sample[] = [
  { path: 'empty.ts', text: 'export class Empty {}\n' },
  { path: 'one-line.ts', text: 'export class Point { x = 1; y = 2; }\n' },
  { path: 'class-expression.ts', text: 'export const Store = class Inner<T> {\n  item?: T;\n};\n' },
  { path: 'anonymous-default.ts', text: 'export default class {\n  run(): void {}\n}\n' },
  {
    path: 'in-a-namespace.ts',
    text: `export namespace Shop {
  export class Store {
    items: string[] = [];
  }
}
`,
  },
  {
    path: 'in-a-function.ts',
    text: `type Constructor = new (...args: any[]) => object;

export function Stored<B extends Constructor>(Base: B): new (...args: any[]) => object {
  class Inner {
    run(): void {}
  }
  void Inner;
  return Base;
}
`,
  },
  {
    path: 'no-semicolons.ts',
    text: `import { join } from 'node:path'

;[1, 2].forEach((n) => join(String(n)))

export class Store {
  get = 1
  set = 2

  run() {
    return this.get + this.set
  }
}
`,
  },
  {
    path: 'explicit.mts',
    text: "import { join } from 'node:path';\nexport class Store {\n  at = join('a', 'b');\n}\n",
  },
  {
    path: 'commonjs.cts',
    text: `import path = require('node:path');

class Store {
  at = path.join('a', 'b');
}
export = Store;
`,
  },
  {
    path: 'element.tsx',
    text: `export class View {
  readonly make = <T,>(value: T): T => value;
}
`,
  },
  {
    path: 'plain.js',
    text: `import { join } from 'node:path';

export class Store {
  at = join('a', 'b');
}
`,
  },
  {
    path: 'commonjs.cjs',
    text: `'use strict';
const path = require('node:path');

class Store {
  constructor() {
    this.at = path.join('a', 'b');
  }
}

module.exports = { Store };
`,
  },
];
