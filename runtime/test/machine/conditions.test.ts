import { expect } from 'chai';
import type { Condition } from '../../src/contract/index.ts';
import { holds } from '../../src/machine/machine/conditions.ts';

const context = {
  data: { age: 20, name: 'Ada', tags: ['a'], nested: { deep: 0 }, empty: '' },
  event: { trigger: 't', entityId: 'e', payload: { age: 10, extra: null } },
  state: 's',
};
const compare = (field: string, operator: string, value: unknown): boolean =>
  holds({ kind: 'compare', field, operator, value } as Condition, context, {});

describe('conditions', () => {
  it('look a field up in the payload first, then in the data', () => {
    expect(compare('age', '==', 10)).to.equal(true);
    expect(compare('name', '==', 'Ada')).to.equal(true);
    expect(compare('nested.deep', '==', 0)).to.equal(true);
  });

  it('tell present from valid', () => {
    const is = (kind: 'present' | 'valid', field: string): boolean => holds({ kind, field }, context, {});
    expect([is('present', 'empty'), is('valid', 'empty')]).to.deep.equal([true, false]);
    expect([is('present', 'extra'), is('present', 'missing'), is('valid', 'age')]).to.deep.equal([
      false,
      false,
      true,
    ]);
  });

  it('compare', () => {
    expect([compare('age', '<', 11), compare('age', '>=', 10), compare('age', '>', 10)]).to.deep.equal([
      true,
      true,
      false,
    ]);
    expect([compare('name', 'in', ['Ada']), compare('name', 'not_in', ['Ada'])]).to.deep.equal([true, false]);
    expect(compare('tags', '==', ['a'])).to.equal(true);
  });

  it('know lengths, contents and what is absent', () => {
    const is = (condition: Condition): boolean => holds(condition, context, {});
    const length = (kind: 'min_length' | 'max_length', field: string, length: number): boolean =>
      is({ kind, field, length });
    expect([length('min_length', 'tags', 1), length('min_length', 'name', 4)]).to.deep.equal([true, false]);
    expect([length('max_length', 'empty', 0), length('max_length', 'name', 2)]).to.deep.equal([true, false]);
    expect([length('min_length', 'missing', 0), length('max_length', 'age', 99)]).to.deep.equal([
      false,
      false,
    ]);
    const contains = (field: string, value: unknown): boolean => is({ kind: 'contains', field, value });
    expect([contains('name', 'd'), contains('tags', 'a'), contains('tags', 'b')]).to.deep.equal([
      true,
      true,
      false,
    ]);
    expect([contains('missing', 'a'), contains('extra', 'None')]).to.deep.equal([false, false]);
    expect([contains('age', 1), contains('nested', "'deep': 0")]).to.deep.equal([true, true]);
    expect([is({ kind: 'absent', field: 'extra' }), is({ kind: 'absent', field: 'name' })]).to.deep.equal([
      true,
      false,
    ]);
  });

  it('match from the beginning of a text that is not too long', () => {
    const matches = (field: string, source: string, longest: number | null = null): boolean =>
      holds({ kind: 'matches', field, source, longest }, context, {});
    expect([matches('name', '^A[a-z]+'), matches('name', '^da')]).to.deep.equal([true, false]);
    expect([matches('name', '^A', 2), matches('missing', '^N')]).to.deep.equal([false, false]);
    expect(matches('age', '^10$')).to.equal(true);
  });

  it('fail rather than guess where values have no order', () => {
    expect(compare('name', '<', 5)).to.equal(false);
    expect(compare('missing', '<=', 5)).to.equal(false);
    expect(compare('name', 'in', 'Ada')).to.equal(false);
  });

  it('never reach what a payload does not have of its own', () => {
    expect(holds({ kind: 'present', field: 'constructor' }, context, {})).to.equal(false);
    expect(holds({ kind: 'present', field: '__proto__' }, context, {})).to.equal(false);
  });
});
