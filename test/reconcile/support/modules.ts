import fc from 'fast-check';

/** A function or method that uses other names of its module. */
interface Member {
  readonly name: string;
  readonly params: readonly string[];
  readonly uses: readonly string[];
}

/** A module whose names refer to each other. */
export interface ModuleModel {
  readonly constants: readonly string[];
  readonly functions: readonly Member[];
  readonly methods: readonly Member[];
}

export type ModuleEdit =
  | { readonly kind: 'rename' | 'remove' | 'dropParam'; readonly of: keyof ModuleModel; readonly at: number }
  | { readonly kind: 'add'; readonly of: keyof ModuleModel; readonly at: number; readonly clashing: boolean }
  | {
      readonly kind: 'use';
      readonly of: 'functions' | 'methods';
      readonly at: number;
      readonly what: number;
    };

const place = fc.nat({ max: 50 });
const part = fc.constantFrom<keyof ModuleModel>('constants', 'functions', 'methods');
const callers = fc.constantFrom<'functions' | 'methods'>('functions', 'methods');

export const moduleEdits: fc.Arbitrary<readonly ModuleEdit[]> = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constantFrom('rename' as const, 'remove' as const, 'dropParam' as const),
      of: part,
      at: place,
    }),
    fc.record({ kind: fc.constant('add' as const), of: part, at: place, clashing: fc.boolean() }),
    fc.record({ kind: fc.constant('use' as const), of: callers, at: place, what: place }),
  ),
  { minLength: 1, maxLength: 3 },
);

export const BASE: ModuleModel = {
  constants: ['alpha', 'beta', 'gamma', 'delta'],
  functions: ['one', 'two', 'three', 'four', 'five'].map((name, index) => ({
    name,
    params: ['first', 'second'],
    uses: [['first', 'second', 'alpha', 'one()', 'beta'][index]!, 'first'],
  })),
  methods: ['open', 'read', 'write', 'close', 'flush'].map((name, index) => ({
    name,
    params: ['given'],
    uses: [['given', 'this.open()', 'gamma', 'two()', 'this.read()'][index]!],
  })),
};

const plain = (use: string): string => use.replace(/^this\./, '').replace(/\(\)$/, '');

function mapUses(model: ModuleModel, change: (uses: readonly string[]) => readonly string[]): ModuleModel {
  const each = (member: Member): Member => ({ ...member, uses: change(member.uses) });
  return { ...model, functions: model.functions.map(each), methods: model.methods.map(each) };
}

const nameAt = (model: ModuleModel, of: keyof ModuleModel, index: number): string => {
  const entry = model[of][index]!;
  return typeof entry === 'string' ? entry : entry.name;
};

function renamed(model: ModuleModel, of: keyof ModuleModel, index: number, to: string): ModuleModel {
  const from = nameAt(model, of, index);
  const names = {
    ...model,
    [of]: model[of].map((entry, at) =>
      at !== index ? entry : typeof entry === 'string' ? to : { ...entry, name: to },
    ),
  };
  return mapUses(names, (uses) => uses.map((use) => (plain(use) === from ? use.replace(from, to) : use)));
}

/** Changes a module as somebody would who leaves it compiling; new names have the author's name in them. */
export function editModule(model: ModuleModel, edit: ModuleEdit, author: string): ModuleModel {
  const { of } = edit;
  const at = model[of].length === 0 ? 0 : edit.at % model[of].length;
  if (edit.kind === 'add') {
    const name = edit.clashing ? `added${edit.at % 2}` : `${author}${edit.at}`;
    const known = [
      ...model.constants,
      ...model.functions.map((each) => each.name),
      ...model.methods.map((each) => each.name),
    ];
    if (known.includes(name)) return model;
    const entry = of === 'constants' ? name : { name, params: ['given'], uses: ['given'] };
    return { ...model, [of]: [...model[of].slice(0, at), entry, ...model[of].slice(at)] };
  }
  if (model[of].length === 0) return model;
  const name = nameAt(model, of, at);
  if (edit.kind === 'rename') return renamed(model, of, at, `${name}Of${author}`);
  if (edit.kind === 'remove') {
    const without = { ...model, [of]: model[of].filter((_, index) => index !== at) };
    return mapUses(without, (uses) => uses.filter((use) => plain(use) !== name));
  }
  if (of === 'constants') return model;
  const members = model[of];
  const change = (to: (member: Member) => Member): ModuleModel => ({
    ...model,
    [of]: members.map((each, index) => (index === at ? to(each) : each)),
  });
  if (edit.kind === 'dropParam') {
    return change(({ params, uses, ...rest }) => ({
      ...rest,
      params: params.slice(0, -1),
      uses: uses.filter((use) => use !== params.at(-1)),
    }));
  }
  if (edit.kind !== 'use') return model;
  const own = members[at]!;
  const available = [
    ...own.params,
    ...model.constants,
    ...model.functions.map((each) => `${each.name}()`),
    ...(of === 'methods' ? model.methods.map((each) => `this.${each.name}()`) : []),
  ];
  return change((member) => ({
    ...member,
    uses: [...member.uses, available[edit.what % available.length]!],
  }));
}

function bodyOf({ uses }: Member, indent: string): string {
  return uses.map((use) => `${indent}keep(${use});\n\n`).join('');
}

/** Parameters are optional, so that a call of any number of arguments is right. */
const paramsOf = ({ params }: Member): string => params.map((name) => `${name} = 0`).join(', ');

export function moduleText({ constants, functions, methods }: ModuleModel): string {
  const head = 'const keep = (value: unknown): void => void value;\n\n';
  const values = constants.map((name, index) => `export const ${name} = ${index};\n\n`).join('');
  const calls = functions.map(
    (member) =>
      `export function ${member.name}(${paramsOf(member)}): void {\n  keep(0);\n\n${bodyOf(member, '  ')}  keep(1);\n}\n\n`,
  );
  const members = methods.map(
    (member) =>
      `  ${member.name}(${paramsOf(member)}): void {\n    keep(2);\n\n${bodyOf(member, '    ')}    keep(3);\n  }\n\n`,
  );
  return `${head}${values}${calls.join('')}export class Store {\n  readonly size = 1;\n\n${members.join('')}  readonly end = 1;\n}\n`;
}
