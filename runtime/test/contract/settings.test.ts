import { expect } from 'chai';
import { missingVariables } from '../../src/start/environment-variables.ts';
import { contractOf, issuesOf } from './read.ts';

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
      issuesOf(text, 'warning').filter((line) => line.includes('no environment variable')),
    ).to.have.length(2);
  });
});
