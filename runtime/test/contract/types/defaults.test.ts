import { expect } from 'chai';
import { contractOf, issuesOf, withHead } from '../read.ts';

const DEFINITIONS = 'definitions: {ModelOpts: {fields: {size: {type: int, default: 3}, note: "str | None"}}}';

function operation(field: string): string {
  return withHead(`io_operations: [{operation: go, input_fields: [{name: x, ${field}}]}]\n${DEFINITIONS}`);
}

describe('the default of a field', () => {
  const taken: Readonly<Record<string, unknown>> = {
    'type: Decimal, default: 0': '0',
    'type: Decimal, default: "1.50"': '1.50',
    'type: bool, default: yes': true,
    'type: ModelOpts, default: {}': { size: 3 },
    'type: ModelOpts, default: {size: 4, note: a}': { size: 4, note: 'a' },
    'type: "list[ModelOpts]", default: [{}]': [{ size: 3 }],
    'type: ModelUnknown, default: {a: 1}': { a: 1 },
    'type: "int | str", default: a': 'a',
    'type: "bool | str", default: yes': true,
    'type: "dict[str, int]", default: {a: 1}': { a: 1 },
    'type: datetime, default: "2026-01-01T10:00:00"': '2026-01-01T10:00:00',
    'type: any, default: [1, {a: null}]': [1, { a: null }],
  };
  for (const [field, value] of Object.entries(taken)) {
    it(`is a value of its type: ${field}`, () => {
      const [read] = contractOf(operation(field)).operations[0]?.input ?? [];
      expect(read).to.deep.include({ required: false, default: value });
    });
  }

  for (const field of [
    'type: str, default: 1.0',
    'type: int, default: 1.5',
    'type: bool, default: maybe',
    'type: UUID, default: nope',
    'type: "list[str]", default: {}',
    'type: "Literal[\'a\']", default: b',
    'type: ModelOpts, default: {other: 1}',
    'type: date, default: "2026-13-01"',
    'type: float, default: .nan',
    'type: any, default: [.inf]',
  ]) {
    it(`is left out with its place where it is none: ${field}`, () => {
      const text = operation(field);
      const [read] = contractOf(text).operations[0]?.input ?? [];
      expect(read).to.include({ required: false }).and.not.have.property('default');
      expect(
        issuesOf(text, 'warning').find((line) => line.includes("not a value of the field's type")),
      ).to.match(
        /^3:\d+ io_operations\[0\]\.input_fields\[0\]\.default: is not a value of the field's type, found /,
      );
    });
  }

  it('is left out where it leads to itself or to thousands of values', () => {
    const models = Array.from(
      { length: 9 },
      (_, depth) =>
        `  M${depth}: {${Array.from({ length: 20 }, (__, index) => `f${index}: {type: M${depth + 1}, default: {}}`).join(', ')}}`,
    );
    const text = withHead(
      `io_operations: [{operation: go, input_fields: [{name: x, type: M0, default: {}}, {name: t, type: Tree, default: {}}]}]
definitions:
  Tree: {fields: {kids: {type: "list[Tree]", default: [{}]}}}
${models.join('\n')}`,
    );
    const [x, t] = contractOf(text).operations[0]?.input ?? [];
    expect(x).not.to.have.property('default');
    expect(t).not.to.have.property('default');
  });

  it('is checked in JSON Schema too', () => {
    const text = withHead('definitions: {M: {type: object, properties: {a: {type: string, default: 5}}}}');
    expect(contractOf(text).definitions['M']?.[0]).not.to.have.property('default');
    expect(issuesOf(text, 'warning').join()).to.contain('definitions.M.properties.a.default: is not a value');
  });

  it('may be null, which the field then takes', () => {
    const [read] = contractOf(operation('type: str, default: null')).operations[0]?.input ?? [];
    expect(read?.type).to.deep.equal({ kind: 'union', members: [{ kind: 'string' }, { kind: 'null' }] });
  });

  it('is text where YAML 1.1 reads a date or bytes', () => {
    const text = `%YAML 1.1\n---\n${withHead(
      'io_operations: [{operation: go, input_fields: [{name: x, type: date, default: 2026-01-01}, {name: z, type: bytes, default: !!binary aGVsbG8=}]}]',
    )}`;
    expect(contractOf(text).operations[0]?.input?.map((field) => field.default)).to.deep.equal([
      '2026-01-01',
      'aGVsbG8=',
    ]);
  });
});
