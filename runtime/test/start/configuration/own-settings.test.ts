/** One precedence for all settings: flag, environment, config file, default. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { z, type ZodType } from 'zod';
import { configure } from '../../../src/start/configuration/configure.ts';
import { UsageError } from '../../../src/settings/index.ts';
import { contractOf } from '../../sample/contract-of.ts';

const HEAD = 'name: node_a_b_effect\nnode_type: effect\n';
const CONTRACT = `${HEAD}config:
  limit: { default: 5, env_var: SHOP_LIMIT }
  ratio: { default: 0.5, env_var: SHOP_RATIO }
  open: { default: true, env_var: SHOP_OPEN }
  names: { default: [a], env_var: SHOP_NAMES }
  url: { env_var: SHOP_URL }
  plain: 7
`;
const Model = z.strictObject({
  limit: z.int().default(5),
  ratio: z.number().default(0.5),
  open: z.boolean().default(true),
  names: z.array(z.string()).default(['a']),
  url: z.string().optional(),
  plain: z.number().default(7),
});

describe("a node's own settings", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'onex-own-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const config = (
    environment: Record<string, string>,
    text?: string,
    { contract = CONTRACT, model = Model as ZodType | null } = {},
  ): unknown => {
    const file = text === undefined ? null : path.join(folder, 'shop.yaml');
    if (file !== null) writeFileSync(file, text!);
    return configure({
      contract: contractOf(contract),
      contractFile: '/project/contract.yaml',
      model,
      file,
      flags: {},
      environment,
      root: '/project',
    }).config;
  };
  const refusal = (...given: Parameters<typeof config>): string => {
    try {
      config(...given);
    } catch (error) {
      if (error instanceof UsageError) return error.message.replaceAll(folder, '');
      throw error;
    }
    throw new Error('was not refused');
  };

  it('have their defaults', () => {
    expect(config({})).to.deep.equal({ limit: 5, ratio: 0.5, open: true, names: ['a'], plain: 7 });
  });

  it('come from the environment before the file before the default', () => {
    const file = 'limit: 6\nratio: 0.6\nopen: true\nurl: in-file\n';
    expect(config({ SHOP_LIMIT: '9', SHOP_OPEN: 'off', SHOP_RATIO: ' ' }, file)).to.deep.equal({
      limit: 9,
      ratio: 0.6,
      open: false,
      names: ['a'],
      url: 'in-file',
      plain: 7,
    });
  });

  it('are read from text as their type says', () => {
    for (const [name, text, key, value] of [
      ['SHOP_LIMIT', ' 0 ', 'limit', 0],
      ['SHOP_RATIO', '1e-3', 'ratio', 0.001],
      ['SHOP_OPEN', 'FALSE', 'open', false],
      ['SHOP_OPEN', '1', 'open', true],
      ['SHOP_NAMES', 'a, b', 'names', ['a', 'b']],
      ['SHOP_NAMES', '["a,b"]', 'names', ['a,b']],
      ['SHOP_URL', '[not json]', 'url', '[not json]'],
      ['SHOP_URL', '007', 'url', '007'],
    ] as const)
      expect((config({ [name]: text }) as Record<string, unknown>)[key], `${name}=${text}`).to.deep.equal(
        value,
      );
  });

  it('are refused by the name of the variable when their text does not fit', () => {
    expect(refusal({ SHOP_LIMIT: 'many' })).to.match(/^SHOP_LIMIT: limit: /);
    expect(refusal({ SHOP_OPEN: 'maybe' }, 'limit: 6')).to.match(/^SHOP_OPEN: open: /);
    expect(refusal({ SHOP_LIMIT: '7' }, 'ratio: much')).to.match(/^\/shop\.yaml:1:8: ratio: /);
  });

  it('leave the variable of a key alone that the config model does not have', () => {
    expect(
      config({ SHOP_LIMIT: '9' }, undefined, { model: z.strictObject({ other: z.int().default(1) }) }),
    ).to.deep.equal({ other: 1 });
    expect(config({ SHOP_LIMIT: '9' }, undefined, { model: null })).to.deep.equal({});
  });

  it('include feature flags, whatever the spelling of their key', () => {
    const contract = `${HEAD}feature_flags: [{ name: new-pricing, env_var: NEW_PRICING, default: false }]\n`;
    const model = z.strictObject({ new_pricing: z.boolean().default(false) });
    expect(contractOf(contract).featureFlags).to.have.length(1);
    expect(config({ NEW_PRICING: 'on' }, 'new_pricing: false', { contract, model })).to.deep.equal({
      new_pricing: true,
    });
    expect(config({}, 'new_pricing: true', { contract, model })).to.deep.equal({ new_pricing: true });
  });

  it('are not taken from what every object inherits', () => {
    const contract = `${HEAD}config: { a: { default: 1, env_var: constructor } }\n`;
    expect(
      config({}, undefined, { contract, model: z.strictObject({ a: z.number().default(1) }) }),
    ).to.deep.equal({ a: 1 });
  });

  describe('that are required', () => {
    const contract = `${HEAD}config:
  api_key: { env_var: SHOP_API_KEY, required: true }
  region: { type: string, required: true }
`;
    const model = z.strictObject({ api_key: z.string().optional(), region: z.string().optional() });

    it('keep a node from starting when nothing gives them: setting, variable, and file are named', () => {
      expect(refusal({}, 'region: eu', { contract, model })).to.equal(
        'api_key is required by contract.yaml and has no value. ' +
          'Set SHOP_API_KEY in the environment or in .env, or api_key in /shop.yaml.',
      );
      expect(refusal({ SHOP_API_KEY: 'k' }, undefined, { contract, model })).to.equal(
        'region is required by contract.yaml and has no value. Set region in a config file (--config FILE, in dev --config-dir DIR).',
      );
      expect(refusal({ SHOP_API_KEY: ' ' }, 'region:\n', { contract, model }))
        .to.include('api_key')
        .and.include(' 1 more');
    });

    it('are content with any source', () => {
      expect(config({ SHOP_API_KEY: 'k' }, 'region: eu', { contract, model })).to.deep.equal({
        api_key: 'k',
        region: 'eu',
      });
      expect(config({}, 'region: eu\napi_key: f\n', { contract, model })).to.deep.equal({
        api_key: 'f',
        region: 'eu',
      });
    });

    it('are needed without a config model too, and so are the variables that a contract lists', () => {
      const listed = `${HEAD}env_dependencies: { SHOP_DB: { required: true, description: Where orders are. } }\n`;
      expect(refusal({}, undefined, { contract: listed, model: null })).to.equal(
        'SHOP_DB (Where orders are.) is required by contract.yaml and not set. Set it in the environment or in .env.',
      );
      expect(config({ SHOP_DB: 'x' }, undefined, { contract: listed, model: null })).to.deep.equal({});
    });

    it('may be false, zero, or empty in a file', () => {
      const zero = `${HEAD}config: { a: { type: int, required: true }, b: { type: bool, required: true }, c: { type: str, required: true } }\n`;
      const Any = z.strictObject({ a: z.int(), b: z.boolean(), c: z.string() });
      expect(config({}, 'a: 0\nb: false\nc: ""\n', { contract: zero, model: Any })).to.deep.equal({
        a: 0,
        b: false,
        c: '',
      });
    });
  });
});
