/** Syntax that printers of trees are known to damage, each in a file with a class. */
export const SYNTAX: Readonly<Record<string, string>> = {
  'legacy decorators, parameters among them':
    "@Injectable()\nexport class A {\n  @Input() name = '';\n\n  constructor(@Inject(T) private readonly x: X) {\n    go();\n  }\n}\n",
  'a decorator after export': 'export @dec class A {\n  m() {}\n}\n',
  'a decorator before export, with comments between':
    '/** Doc */\n@a()\n// why\n@b()\nexport class A {\n  @c() // c\n  p = 1;\n}\n',
  'accessor fields': 'export class A {\n  accessor x = 1;\n  static accessor y = 2;\n}\n',
  'private names and static blocks':
    'export class A {\n  #x = 1;\n  static {\n    new A().#x;\n  }\n  #m() {\n    return #x in this;\n  }\n}\n',
  'overloads, optional and abstract members':
    'export abstract class A {\n  m?(): void;\n  get(k: string): string;\n  get(k: any): any {\n    return k;\n  }\n  abstract n(): void;\n}\n',
  'import attributes':
    "import d from './d.json' with { type: 'json' };\n\nexport class A {\n  m() {\n    return d;\n  }\n}\n",
  'type imports of every form':
    "import type { A1 } from './a';\nimport { type B1, C1 } from './b';\nimport fs = require('fs');\nimport type Z = require('z');\nimport './effect';\n\nexport class A {\n  m() {}\n}\n",
  'using declarations':
    'export class A {\n  async m() {\n    using x = open();\n    await using y = open();\n  }\n}\n',
  'template literals over lines':
    'export class A {\n  sql() {\n    return `\n SELECT *\n      FROM x\n`;\n  }\n}\n',
  'a body of comments alone': 'export class A {\n  m() {\n    // nothing yet\n  }\n  // the end\n}\n',
  'a class of comments alone': 'export class A {\n  // nothing yet\n}\n',
  'a class that is only a comment on its line': 'export class A { /* nothing yet */ }\n',
  'satisfies and const assertions':
    "export class A {\n  static t = ['a'] as const satisfies readonly string[];\n  m() {\n    return { a: 1 } satisfies B;\n  }\n}\n",
  'generics with const, in and out':
    'export class A<in T, out U> {\n  m<const V>(v: V) {\n    return v;\n  }\n}\n',
  regions:
    "//#region imports\nimport x from 'x';\n//#endregion\n\n//#region class\nexport class A {\n  //#region p\n  a = 1;\n  //#endregion\n}\n//#endregion\n",
  'markers of an injection inside strings and comments':
    '// openEventBus(this); EVENT_BUS_AVAILABLE\nexport class A {\n  s = \'openEventBus(this) import.meta.resolve("onex-runtime/event-bus")\';\n}\n',
  'a class in a class in a function':
    'export function f() {\n  return class {\n    inner = class {\n      a = 1;\n    };\n  };\n}\n',
  'a derived class without constructor':
    'export default class extends (mixin(B) as Ctor<B>) implements I {\n  run() {}\n}\n',
  'numbers, regular expressions and bigints': 'export class A {\n  n = 1_000n;\n  r = /a\\/[b/]+/giu;\n}\n',
  'imports behind code': "export class A {\n  m() {}\n}\nimport x from 'x';\nx();\n",
  'several statements on the line of the import':
    "import a from 'a'; a(); const b = 1;\nexport class A {\n  m() {}\n}\n",
  'a comment behind the import that goes on':
    "import a from 'a'; /* one\ntwo */ a();\nexport class A {\n  m() {}\n}\n",
};
