import { expect } from 'chai';
import { mergeFile, type Merged } from '../../lib/reconcile/merge/index.ts';
import { isSound, mergeFaults } from '../../lib/verify/index.ts';

const labels = { ours: 'ours', base: 'base', theirs: 'onex' };
const checks = { isSound, contradictionsOf: mergeFaults };

function merge(base: string, ours: string, theirs: string, path = 'a.ts'): Promise<Merged> {
  return mergeFile(path, { base, ours, theirs, labels }, checks);
}

interface Case {
  readonly base: string;
  readonly ours: (base: string) => string;
  readonly theirs: (base: string) => string;
  readonly reason: string;
}

const MODULE = `import { a, b } from './x.ts';

/** One. */
export function one(first: number, second: number): number {
  const sum = first + second;

  // Middle.

  return sum * a;
}

export class Ledger {
  readonly size = 1;

  total(): number {
    return this.size;
  }

  // Middle.

  static open(): void {}

  close(): void {
    b();
  }

  // End.
}

export interface Shape {
  readonly width: number;

  // Middle.

  readonly depth: number;
}

export const TOPICS = {
  created: 'created',

  // Middle.

  refunded: 'refunded',
} as const;

// Last.
`;

/** Each is clean by line. */
const BROKEN: Readonly<Record<string, Omit<Case, 'base'>>> = {
  'a class with two methods of one name': {
    ours: (text) => text.replace('  total()', '  count(): number {\n    return 1;\n  }\n\n  total()'),
    theirs: (text) => text.replace('  // End.\n', '  count(): number {\n    return 2;\n  }\n'),
    reason: 'two members are named count',
  },
  'a property and a method of one name': {
    ours: (text) => text.replace('size = 1;', 'size = 1;\n  readonly kind = 1;'),
    theirs: (text) => text.replace('  // End.\n', '  kind(): number {\n    return 2;\n  }\n'),
    reason: 'two members are named kind',
  },
  'an interface with two properties of one name': {
    ours: (text) => text.replace('width: number;', 'width: number;\n  readonly height: number;'),
    theirs: (text) => text.replace('depth: number;', 'depth: number;\n  readonly height: string;'),
    reason: 'two members are named height',
  },
  'two declarations of one name': {
    ours: (text) => text.replace('/** One. */', 'export type Price = number;\n\n/** One. */'),
    theirs: (text) => text.replace('// Last.', 'export type Price = string;'),
    reason: 'Price is declared twice',
  },
  'two interfaces of one name': {
    ours: (text) => text.replace('/** One. */', 'interface Price {\n  a: number;\n}\n\n/** One. */'),
    theirs: (text) => text.replace('// Last.', 'interface Price {\n  b: number;\n}'),
    reason: 'Price is declared twice',
  },
  'a use of an import that is gone': {
    ours: (text) => text.replace('    return this.size;', '    return this.size + b;'),
    theirs: (text) => text.replace('{ a, b }', '{ a }').replace('    b();\n', ''),
    reason: 'b is used, but one side removed or renamed it',
  },
  'a use of an import that was renamed': {
    ours: (text) => text.replace('// Last.', 'export const last = a;'),
    theirs: (text) => text.replace('{ a, b }', '{ c, b }').replace('sum * a', 'sum * c'),
    reason: 'a is used, but one side removed or renamed it',
  },
  'a use of a parameter that is gone': {
    ours: (text) => text.replace('sum * a', 'sum * a + second'),
    theirs: (text) => text.replace(', second: number', '').replace('first + second', 'first'),
    reason: 'second is used, but one side removed or renamed it',
  },
  'a use of a parameter whose name is a global': {
    ours: (text) => text.replaceAll('second', 'event').replace('sum * a', 'sum * a + event'),
    theirs: (text) => text.replace(', second: number', '').replace('first + second', 'first'),
    reason: 'event is used, but one side removed or renamed it',
  },
  'a use of a variable that was renamed': {
    ours: (text) => text.replace('  // Middle.\n\n  return', '  console.log(sum);\n\n  return'),
    theirs: (text) => text.replace('const sum', 'const all').replace('return sum', 'return all'),
    reason: '',
  },
  'a use of a member that was renamed': {
    ours: (text) => text.replace('    b();', '    b();\n    this.total();'),
    theirs: (text) => text.replace('  total()', '  amount()'),
    reason: 'this.total is used, but one side removed or renamed it',
  },
  'a use of a static member in its own class that is gone': {
    ours: (text) => text.replace('    b();', '    b();\n    Ledger.open();'),
    theirs: (text) => text.replace('  static open(): void {}\n', ''),
    reason: 'Ledger.open is used, but one side removed or renamed it',
  },
  'two default exports': {
    ours: (text) => text.replace('/** One. */', 'export default Ledger;\n\n/** One. */'),
    theirs: (text) => text.replace('// Last.', 'export default TOPICS;'),
    reason: 'default is exported twice',
  },
  'two exports of one name': {
    ours: (text) => text.replace('/** One. */', 'export const all = 1;\n\n/** One. */'),
    theirs: (text) => text.replace('// Last.', 'export { TOPICS as all };'),
    reason: 'all is exported twice',
  },
  'a use of a key that is gone': {
    ours: (text) => text.replace('// Last.', 'export const last = TOPICS.created;'),
    theirs: (text) => text.replace("  created: 'created',\n", ''),
    reason: 'TOPICS.created is used, but one side removed or renamed it',
  },
  'a type that is gone': {
    ours: (text) => text.replace('// Last.', 'export type Last = Shape[];'),
    theirs: (text) =>
      text.replace(
        /export interface Shape [^}]*\}\n/,
        'export interface Form {\n  readonly width: number;\n}\n',
      ),
    reason: 'Shape is used, but one side removed or renamed it',
  },
};

const FINE: Readonly<Record<string, Omit<Case, 'base' | 'reason'>>> = {
  'overloads of one side': {
    ours: (text) =>
      text.replace(
        '  total()',
        '  count(): number;\n  count(of: string): number;\n  count(): number {\n    return 1;\n  }\n\n  total()',
      ),
    theirs: (text) => text.replace('// Last.', 'export const last = 1;'),
  },
  'a getter and a setter, one of each side': {
    ours: (text) => text.replace('  total()', '  get kind(): number {\n    return 1;\n  }\n\n  total()'),
    theirs: (text) => text.replace('  // End.\n', '  set kind(to: number) {\n    b();\n  }\n'),
  },
  'a value and a type of one name': {
    ours: (text) => text.replace('/** One. */', 'export const Price = 1;\n\n/** One. */'),
    theirs: (text) => text.replace('// Last.', 'export type Price = number;'),
  },
  'overloads of a default export': {
    ours: (text) =>
      text.replace(
        '/** One. */',
        'export default function all(of: string): void;\nexport default function all(): void {}\n\n/** One. */',
      ),
    theirs: (text) => text.replace('// Last.', 'export { TOPICS as last };'),
  },
  'globals that both use': {
    ours: (text) => text.replace('    return this.size;', '    console.log(1);\n    return this.size;'),
    theirs: (text) =>
      text.replace('// Last.', 'console.log(2);\nexport type Lazy<T> = T extends (infer U)[] ? U : never;'),
  },
  'members that a class inherits': {
    ours: (text) =>
      text
        .replace('class Ledger', 'class Ledger extends Map<string, number>')
        .replace('    b();', '    this.clear();\n    b();'),
    theirs: (text) => text.replace('// Last.', 'export const last = 1;'),
  },
};

describe('a merge that is clean by line', () => {
  for (const [name, { ours, theirs, reason }] of Object.entries(BROKEN)) {
    it(`is a conflict when it makes ${name}`, async () => {
      const [left, right] = [ours(MODULE), theirs(MODULE)];
      expect([left, right]).to.not.include(MODULE);
      const merged = await merge(MODULE, left, right);
      expect(merged.clashes).to.not.deep.equal([]);
      if (reason !== '') expect(merged.clashes[0]!.reason).to.contain(reason);
      for (const text of [merged.withOurs, merged.withTheirs]) {
        expect(await mergeFaults('a.ts', text, { base: MODULE, ours: left, theirs: right })).to.deep.equal(
          [],
        );
      }
    });
  }

  for (const [name, { ours, theirs }] of Object.entries(FINE)) {
    it(`is no conflict for ${name}`, async () => {
      const merged = await merge(MODULE, ours(MODULE), theirs(MODULE));
      expect(merged.clashes).to.deep.equal([]);
    });
  }

  it('clashes only around the lines that name what is broken', async () => {
    const base = `${MODULE}\nexport const end = 1;\n`;
    const ours = MODULE.replace('{ a, b }', '{ a, b, c }').replace('// Last.', 'export const last = a;');
    const left = `${ours}\nexport const end = 1;\n// mine\n`;
    const right = base
      .replace('size = 1', 'size = 2')
      .replace('  // End.', '  count = 1;')
      .replace('total()', 'amount()');
    const withUse = left.replace('    b();', '    b();\n    this.total();');
    const merged = await merge(base, withUse, right);
    expect(merged.clashes).to.have.length(1);
    expect(merged.withTheirs).to.contain('// mine').and.contain('{ a, b, c }').and.contain('amount()');
    expect(merged.withOurs).to.contain('count = 1').and.contain('this.total()').and.contain('  total()');
  });
});
