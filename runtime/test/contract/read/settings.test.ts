import { expect } from 'chai';
import { missingVariables } from '../../../src/start/configuration/environment-variables.ts';
import { contractOf, issuesOf } from '../read.ts';

const HEAD = 'name: node_a_b_effect\nnode_type: effect\n';

describe('settings and environment of a contract', () => {
  it('reads defaults, descriptions and variables of config', () => {
    const { settings } = contractOf(`${HEAD}config:
  page: 50
  names: [a]
  deep: {enabled: true, size: 3}
  key: {default: opus, description: Which.}
  url: {env_var: SOME_URL, required: true, description: Where.}
  OTHER_URL: {description: Else., required: false}
`);
    const told = settings.map((one) => [one.name, one.type.kind, one.default, one.environmentVariable]);
    expect(told).to.deep.equal([
      ['page', 'number', 50, null],
      ['names', 'array', ['a'], null],
      ['deep', 'object', { enabled: true, size: 3 }, null],
      ['key', 'string', 'opus', null],
      ['url', 'string', undefined, 'SOME_URL'],
      ['OTHER_URL', 'string', undefined, 'OTHER_URL'],
    ]);
  });

  it('has the type that it says, whatever its default looks like', () => {
    const [port, rate, mode, plain, only] = contractOf(`${HEAD}config:
  port: {type: int, default: 8080, env_var: PORT}
  rate: {type: Decimal, default: 0.10}
  mode: {type: string, enum: [fast, slow], env_var: MODE}
  plain: {default: 5, env_var: X}
  only: {type: int, minimum: 1}
`).settings;
    expect(port).to.deep.include({ type: { kind: 'integer' }, default: 8080, environmentVariable: 'PORT' });
    expect(rate).to.deep.include({ type: { kind: 'decimal' }, default: '0.10' });
    expect(mode?.type).to.deep.equal({ kind: 'literal', values: ['fast', 'slow'] });
    expect(plain).to.deep.include({ type: { kind: 'number' }, default: 5, environmentVariable: 'X' });
    expect(only?.type).to.deep.equal({ kind: 'integer', constraints: { minimum: 1 } });
  });

  it('is a mapping by default where nothing in it describes a setting', () => {
    const { settings } = contractOf(`${HEAD}config: {a: {enabled: true}, b: {type: fast, size: 3}, c: {}}\n`);
    expect(settings.map((one) => one.default)).to.deep.equal([
      { enabled: true },
      { type: 'fast', size: 3 },
      {},
    ]);
  });

  it('is reported where it is misspelled, of another type, or under a name that is taken', () => {
    const told = (config: string): string => issuesOf(`${HEAD}config: ${config}\n`, 'warning').join('\n');
    expect(told('{x: {default: 5, env_vra: X}}')).to.contain('did you mean env_var?');
    expect(told('{x: {type: int, default: many}}')).to.contain("is not a value of the field's type");
    expect(told('{runtime: {default: 1, env_var: X}}')).to.contain('config.runtime: has no effect');
    expect(told('{max_entries: 0}')).to.contain('expected a whole number of at least 1, found number 0');
    expect(told('{max_entries: 500}')).to.not.contain('max_entries');
  });

  it('takes a name with a module for a model and not for settings', () => {
    expect(contractOf(`${HEAD}config: {name: ModelX, module: a.b}\n`).settings).to.deep.equal([]);
  });

  it('tells which variables are needed and not there, and never a value', () => {
    const contract = contractOf(`${HEAD}env_dependencies:
  API_URL: {required: true, description: "Where the\\n API is."}
  API_KEY: {required: true}
  LABEL: {required: false, description: A label.}
environment: [{key: TOKEN, required: true, secret: true}]
config: {url: {env_var: SOME_URL, required: true, description: Where.}}
`);
    expect(missingVariables(contract, { API_KEY: 'secret', TOKEN: '' })).to.deep.equal([
      'API_URL (Where the API is.)',
      'TOKEN',
      'SOME_URL (Where.)',
    ]);
  });

  it('leaves what has another form to other tools, with a warning', () => {
    const text = `${HEAD}config: [a]\nenv_dependencies: [B]\nenvironment: {production: {x: 1}}\n`;
    expect(contractOf(text)).to.deep.include({ settings: [], environment: [] });
    expect(issuesOf(text, 'warning').filter((line) => line.includes('not understood'))).to.have.length(3);
  });

  it('passes over, with a warning, what can be no variable', () => {
    const text = `${HEAD}env_dependencies: {"a b": {required: true}, "x'y": {}}\n`;
    expect(contractOf(text).environment).to.deep.equal([]);
    expect(
      issuesOf(text, 'warning').filter((line) =>
        line.includes('not a valid name of an environment variable'),
      ),
    ).to.have.length(2);
  });
});
