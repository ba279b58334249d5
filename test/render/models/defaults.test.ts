import { expect } from 'chai';
import { fromEnvironment, type EnvironmentForm } from 'onex-runtime';
import { readContract, type Field } from 'onex-runtime/contract';
import { z, type ZodType } from 'zod';
import { configView } from '../../../lib/render/view/models/config.ts';
import { renderedSchema } from '../../contract/diff/rendered-schema.ts';

function contractOf(operation: string, more = '') {
  const text = `
name: node_shop_stock_effect
node_type: EFFECT_GENERIC
contract_version: { major: 1, minor: 0, patch: 0 }
node_version: { major: 1, minor: 0, patch: 0 }
description: Keeps the stock.
input_model: models.ModelStockInput
output_model: models.ModelStockOutput
io_operations:
  - operation: count
${operation}
annotations:
  domain: shop
${more}
`;
  const { contract, issues } = readContract(text, { file: 'contract.yaml' });
  if (contract === null) throw new Error(issues.map(({ message }) => message).join('; '));
  return contract;
}

/** The model of an operation's input with one field, as a generated node has it. */
function modelOf(field: string): ZodType {
  const { operations } = contractOf(`    input_fields:
      - ${field}`);
  return renderedSchema({ kind: 'model', fields: operations[0]?.input as readonly Field[] }, {});
}

/** The configuration of a node whose contract has one setting, as the node reads it. */
function configOf(
  setting: string,
  environment: Readonly<Record<string, string>> = {},
): Record<string, unknown> {
  const source = String(configView(contractOf('', `config:\n  chosen: ${setting}`)));
  const read = (variable: string, form: EnvironmentForm): unknown =>
    fromEnvironment(variable, form, environment);
  const schema = new Function('z', 'fromEnvironment', `return ${source};`)(z, read) as ZodType;
  return schema.parse({}) as Record<string, unknown>;
}

/** Each default that a careless check for a value takes for none, and some that it does not. */
const DEFAULTS: readonly [type: string, text: string, value: unknown][] = [
  ['int', '0', 0],
  ['int', '-1', -1],
  ['int', '7', 7],
  ['float', '0.0', 0],
  ['float', '0.5', 0.5],
  ['bool', 'false', false],
  ['bool', 'true', true],
  ['str', '""', ''],
  ['str', '" "', ' '],
  ['str', '"0"', '0'],
  ['str', '"false"', 'false'],
  ['str', '"null"', 'null'],
  ['list[str]', '[]', []],
  ['list[int]', '[0]', [0]],
  ['dict[str, Any]', '{}', {}],
];

describe('the default of a field', () => {
  for (const [type, text, value] of DEFAULTS) {
    it(`is kept: ${text} of the type ${type}`, () => {
      const model = modelOf(`{ name: chosen, type: "${type}", default: ${text} }`);
      expect(model.parse({})).to.deep.equal({ chosen: value });
    });
  }

  it('gives way to what is given, however empty that is', () => {
    expect(modelOf('{ name: chosen, type: int, default: 5 }').parse({ chosen: 0 })).to.deep.equal({
      chosen: 0,
    });
    expect(modelOf('{ name: chosen, type: bool, default: true }').parse({ chosen: false })).to.deep.equal({
      chosen: false,
    });
    expect(modelOf('{ name: chosen, type: str, default: x }').parse({ chosen: '' })).to.deep.equal({
      chosen: '',
    });
  });

  it('that is null leaves the field out, and takes null', () => {
    const model = modelOf('{ name: chosen, type: str, default: null }');
    expect(model.parse({})).to.deep.equal({});
    expect(model.parse({ chosen: null })).to.deep.equal({ chosen: null });
  });

  it('is none for a field that is required, which is refused when it is missing', () => {
    expect(modelOf('{ name: chosen, type: int }').safeParse({}).success).to.equal(false);
    expect(modelOf('{ name: chosen, type: int, required: false }').parse({})).to.deep.equal({});
  });
});

describe('the default of a setting', () => {
  const SETTINGS = DEFAULTS.filter(([type]) => ['int', 'float', 'bool', 'str'].includes(type));
  for (const [type, text, value] of SETTINGS) {
    it(`is kept: ${text} of the type ${type}`, () => {
      expect(configOf(`{ type: ${type}, default: ${text}, description: d }`)).to.include({ chosen: value });
    });

    it(`is kept where a variable could be set: ${text} of the type ${type}`, () => {
      const setting = `{ type: ${type}, default: ${text}, env_var: CHOSEN, description: d }`;
      expect(configOf(setting)).to.include({ chosen: value });
    });
  }

  it('gives way to the environment, however empty its value looks', () => {
    const variable = (type: string, value: string): string =>
      `{ type: ${type}, default: ${value}, env_var: CHOSEN, description: d }`;
    expect(configOf(variable('int', '5'), { CHOSEN: '0' })).to.include({ chosen: 0 });
    expect(configOf(variable('bool', 'true'), { CHOSEN: 'false' })).to.include({ chosen: false });
  });
});
