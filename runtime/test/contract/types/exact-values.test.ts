import { expect } from 'chai';
import type { Field } from 'onex-runtime/contract';
import { contractOf, issuesOf, withHead } from '../read.ts';

const field = (text: string): Field => contractOf(`inputs: [${text}]`).operations[0]!.input![0]!;
const told = (body: string): string => issuesOf(withHead(body), 'warning').join('\n');
const LARGE = '12345678901234567890';

describe('numbers of a contract', () => {
  it('keep their digits as defaults, or are left out with a warning', () => {
    expect(field(`{name: x, type: Decimal, default: ${LARGE}}`).default).to.equal(LARGE);
    expect(field('{name: x, type: Decimal, default: 12.00}').default).to.equal('12.00');
    expect(field('{name: x, type: "Decimal | None", default: 0.10}').default).to.equal('0.10');
    for (const type of ['int', 'float', 'Any', 'str']) {
      expect(field(`{name: x, type: ${type}, default: ${LARGE}}`)).to.not.have.property('default');
      expect(told(`inputs: [{name: x, type: ${type}, default: ${LARGE}}]`)).to.contain(
        `is not a value of the field's type, found number ${LARGE}`,
      );
    }
  });

  it('are left out of an enum, a Literal, and a bound that they would be rounded in, with a warning', () => {
    expect(field(`{name: x, enum: [1, ${LARGE}]}`).type).to.deep.equal({ kind: 'literal', values: [1] });
    expect(told(`inputs: [{name: x, enum: [1, ${LARGE}]}]`)).to.contain(
      'more digits than a JSON number can represent',
    );
    expect(field(`{name: x, type: "Literal[${LARGE}]"}`).type.kind).to.equal('any');
    expect(told(`inputs: [{name: x, type: "Literal[${LARGE}]"}]`)).to.contain('cannot be read');
    for (const bound of ['maximum', 'minimum', 'multipleOf', 'le']) {
      expect(field(`{name: x, type: int, ${bound}: ${LARGE}}`).type).to.deep.equal({ kind: 'integer' });
      expect(told(`inputs: [{name: x, type: int, ${bound}: ${LARGE}}]`)).to.contain(
        `${bound}: is not checked`,
      );
    }
    expect(told(`inputs: [x: "Annotated[int, Field(le=${LARGE})]"]`)).to.contain('"le" is not checked');
  });

  it('are text in what goes out as JSON, with a warning', () => {
    const body = `annotations: {big: [${LARGE}], small: 1}\nnode_capabilities: {limit: ${LARGE}}\nconfig: {x: ${LARGE}}\n`;
    const contract = contractOf(body);
    expect(contract.annotations).to.deep.equal({ big: [LARGE], small: 1 });
    expect(contract.declaredCapabilities).to.deep.equal({ limit: LARGE });
    expect(contract.settings[0]).to.not.have.property('default');
    expect(JSON.stringify(contract)).to.contain(LARGE);
    expect(told(body).match(/JSON/g)).to.have.length(3);
  });

  it('are multiples of a step as zod decides it', () => {
    expect(field('{name: x, type: number, multipleOf: 0.01, default: 0.29}').default).to.equal(0.29);
    expect(field('{name: x, type: number, multipleOf: 0.1, default: 0.3}').default).to.equal(0.3);
    expect(field('{name: x, type: number, multipleOf: 0.1, default: 0.35}')).to.not.have.property('default');
  });

  it('may have an exponent where a number is meant, which YAML 1.1 takes for text', () => {
    expect(field('{name: x, type: float, default: 1e3}').default).to.equal(1000);
    expect(field('{name: x, type: str, default: 1e3}').default).to.equal('1e3');
  });
});

describe('versions of a contract', () => {
  it('are exact where they look like numbers, and reported', () => {
    const body = 'node_version: 1.10\ncontract_version: 2.0\n';
    const { nodeVersion, contractVersion } = contractOf(body);
    expect(nodeVersion).to.deep.equal({ major: 1, minor: 10, patch: 0 });
    expect(contractVersion).to.deep.equal({ major: 2, minor: 0, patch: 0 });
    expect(told(body)).to.contain('node_version: 1.10 without quotes is a number, not a version');
    expect(told('node_version: "1.10"')).to.not.contain('node_version');
  });

  it('have three numbers; what stands behind them is reported', () => {
    for (const version of ['1.0.0-rc.1', '1.0.0+build.5', '"1.0.0-rc.1"']) {
      expect(contractOf(`node_version: ${version}`).nodeVersion).to.deep.equal({
        major: 1,
        minor: 0,
        patch: 0,
      });
      expect(told(`node_version: ${version}`)).to.contain('has no effect: a version has three numbers');
    }
    expect(told('node_version: {major: 1, minor: 0, patch: 0, prerelease: rc.1}')).to.contain(
      'node_version.prerelease: ignored',
    );
  });
});

describe('dates of a contract', () => {
  for (const [type, date] of [
    ['date', '"2026-02-30"'],
    ['date', '"2025-02-29"'],
    ['date', '"2026-13-01"'],
    ['datetime', '"2026-02-30T10:00:00Z"'],
    ['datetime', '"2026-04-31T10:00:00"'],
  ]) {
    it(`are no default where the calendar has none: ${type} ${date}`, () => {
      expect(field(`{name: x, type: ${type}, default: ${date}}`)).to.not.have.property('default');
      expect(told(`inputs: [{name: x, type: ${type}, default: ${date}}]`)).to.contain(
        "not a value of the field's type",
      );
    });
  }

  it('are kept where they exist', () => {
    expect(field('{name: x, type: date, default: 2024-02-29}').default).to.equal('2024-02-29');
    expect(field('{name: x, type: datetime, default: "2026-12-31T23:59:59Z"}').default).to.equal(
      '2026-12-31T23:59:59Z',
    );
  });
});
