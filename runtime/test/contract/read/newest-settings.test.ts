import { expect } from 'chai';
import { contractOf, issuesOf, withHead } from '../read.ts';

describe('config_fields', () => {
  it('are settings, whose variables are names in capitals and ${env.X}', () => {
    const { settings } = contractOf(
      [
        'config_fields:',
        '  PARSER_URL: {default: "http://localhost:8090", description: Where it is.}',
        '  bolt_uri: {default: "${env.GRAPH_URI}", required: true}',
        '  timeout_seconds: {default: 60}',
      ].join('\n'),
    );
    expect(
      settings.map(({ name, environmentVariable, required, default: value }) => [
        name,
        environmentVariable,
        required,
        value,
      ]),
    ).to.deep.equal([
      ['PARSER_URL', 'PARSER_URL', false, 'http://localhost:8090'],
      ['bolt_uri', 'GRAPH_URI', true, undefined],
      ['timeout_seconds', null, false, 60],
    ]);
  });
});

describe('secrets', () => {
  it('are required settings from the environment, in a mapping or a list', () => {
    for (const body of ['secrets: {HUB_TOKEN: {description: For the hub.}}', 'secrets: [HUB_TOKEN]']) {
      const { settings, environment } = contractOf(body);
      expect(settings).to.have.length(1);
      expect(settings[0]).to.include({ environmentVariable: 'HUB_TOKEN', required: true, secret: true });
      expect(environment.map(({ name }) => name)).to.deep.equal(['HUB_TOKEN']);
    }
  });

  it('never take their value from the contract', () => {
    for (const body of ['secrets: {HUB_TOKEN: hunter2}', 'secrets: {HUB_TOKEN: {default: hunter2}}']) {
      expect(JSON.stringify(contractOf(body).settings)).not.to.contain('hunter2');
      const warnings = issuesOf(withHead(body), 'warning').join('\n');
      expect(warnings).to.contain('must not contain the value of a secret').and.not.to.contain('hunter2');
    }
  });
});

describe('dependencies', () => {
  it('that Python imports are marked, also where the contract lists them by type', () => {
    const body = ['dependencies:', '  packages: [pydantic]', '  protocols: [{name: hub}]'].join('\n');
    expect(contractOf(body).dependencies.map(({ name, pythonImport }) => [name, pythonImport])).to.deep.equal(
      [
        ['pydantic', true],
        ['hub', undefined],
      ],
    );
    for (const type of ['library', 'mixin', 'model', 'ModelONEXContainer'])
      expect(contractOf(`dependencies: [{name: x, type: ${type}}]`).dependencies[0]?.pythonImport).to.equal(
        true,
      );
  });
});
