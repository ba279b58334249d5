import { Parser } from '@asyncapi/parser';
import { expect } from 'chai';
import fc from 'fast-check';
import { NODE_KINDS, parseYaml, readContract, type Contract, type Field } from 'onex-runtime/contract';
import { stringify } from 'yaml';
import { asyncapiDocument } from '../../../generators/export/index.ts';
import { contractFromAnswers } from '../../../lib/contract/index.ts';
import { readAsyncapi, type AsyncapiReading } from '../../../lib/contract/import/index.ts';
import { objectSchema } from '../../../lib/contract/json-schema/index.ts';
import { answers } from '../answers.ts';
import { anyModels, anyType } from '../diff/arbitrary-types.ts';

const INFO = { title: 'shop', version: '1.2.3', description: 'Sells things' };

function contractOf(text: string): Contract {
  const { contract, issues } = readContract(text, { file: 'contract.yaml' });
  if (contract === null) throw new Error(issues.map(({ message }) => message).join('\n'));
  return contract;
}

function imported(document: object): AsyncapiReading {
  return readAsyncapi(parseYaml(JSON.stringify(document)), { name: undefined, kind: null });
}

/** What a round trip must keep of a contract. */
function meaning({ name, kind, nodeVersion, domain, topics, operations }: Contract): object {
  return {
    name,
    kind,
    nodeVersion,
    domain,
    subscribe: topics.subscribe.map(({ topic }) => topic).toSorted(),
    publish: topics.publish.map(({ topic }) => topic).toSorted(),
    operations: operations.map((operation) => ({
      requestTopics: operation.requestTopics,
      name: operation.name,
      description: operation.description,
      input: operation.input,
      output: operation.output,
      completedTopic: operation.completedTopic,
      failedTopic: operation.failedTopic,
    })),
  };
}

async function faults(document: object): Promise<string[]> {
  const diagnostics = await new Parser().validate(JSON.stringify(document));
  return diagnostics.filter(({ severity }) => severity === 0).map(({ message }) => message);
}

const HEAD = `name: node_billing_payment_effect
contract_version: {major: 1, minor: 0, patch: 0}
node_version: {major: 2, minor: 1, patch: 3}
node_type: EFFECT_GENERIC
description: Keeps payments
input_model: m.ModelPaymentInput
output_model: m.ModelPaymentOutput
event_bus:
  version: {major: 1, minor: 0, patch: 0}
  subscribe_topics: [onex.cmd.billing.payment-requested.v1]
  publish_topics: [onex.evt.billing.payment-completed.v1, onex.evt.billing.payment-failed.v1]
annotations: {domain: billing}
`;

describe('an AsyncAPI document of contracts', () => {
  for (const kind of NODE_KINDS) {
    it(`is valid AsyncAPI 3, and gives the operations and topics of a new ${kind} back`, async function () {
      this.timeout(60_000);
      const contract = contractOf(contractFromAnswers(answers(kind)));
      const document = asyncapiDocument([contract], INFO);
      expect(await faults(document)).to.deep.equal([]);
      const { contracts } = imported(document);
      const [again] = contracts.map(({ text }) => contractOf(text));
      // A reducer publishes a projection, whatever its operations say.
      const expected = meaning(contract) as { operations: { output: unknown }[] };
      if (kind === 'reducer')
        for (const operation of expected.operations) delete (operation as { output?: unknown }).output;
      const found = meaning(again!) as typeof expected;
      if (kind === 'reducer')
        for (const operation of found.operations) delete (operation as { output?: unknown }).output;
      expect(found).to.deep.equal(expected);
    });
  }

  it('of several nodes gives each of them back', async function () {
    this.timeout(60_000);
    const contracts = NODE_KINDS.map((kind) => contractOf(contractFromAnswers(answers(kind))));
    const document = asyncapiDocument(contracts, INFO);
    expect(await faults(document)).to.deep.equal([]);
    expect(imported(document).contracts.map(({ name }) => name)).to.have.members(
      contracts.map(({ name }) => name),
    );
  });

  it('says in its notes what a contract has and the document has not', () => {
    const contract = contractOf(contractFromAnswers(answers('reducer')));
    const messages = imported(asyncapiDocument([contract], INFO)).issues.map(({ message }) => message);
    expect(messages.join('\n')).to.match(
      /the states of \S+ are not in the document; write its state_machine/,
    );
  });

  it('gives types back that JSON Schema has no word for', () => {
    const types = [
      'Decimal',
      'set[int]',
      'tuple[int, str | None]',
      'dict[int, str]',
      'dict[UUID, Decimal]',
      'AwareDatetime',
      'list[set[Literal["a", 1]]]',
      'mapping',
      'bytes',
      'dict[Literal["a", "b"], Unknown]',
      'Annotated[int, Field(ge=1, le=9)]',
    ];
    const input_fields = types.map((type, index) => ({ [`f${index}`]: type }));
    const contract = contractOf(
      `${HEAD}${stringify({ io_operations: [{ operation: 'create', input_fields }] })}`,
    );
    const { contracts, issues } = imported(asyncapiDocument([contract], INFO));
    expect(contractOf(contracts[0]!.text).operations[0]?.input).to.deep.equal(contract.operations[0]?.input);
    expect(issues).to.deep.equal([]);
  });

  it('gives the fields, constraints, defaults, and models of any contract back, or reports what it widens', function () {
    this.timeout(120_000);
    let exact = 0;
    fc.assert(
      fc.property(anyType, anyType, anyModels, (input, output, models) => {
        const fields = (type: typeof input): Field[] => [
          { name: 'value', type, required: true, description: null },
        ];
        const referTo = (name: string): string => `#/definitions/${name}`;
        const definitions = Object.fromEntries(
          Object.entries(models).map(([name, own]) => [name, objectSchema(own, referTo)]),
        );
        const text = `${HEAD}${stringify({
          io_operations: [
            {
              operation: 'create',
              input_fields: objectSchema(fields(input), referTo),
              output_fields: objectSchema(fields(output), referTo),
            },
          ],
          definitions,
        })}`;
        const contract = contractOf(text);
        const reading = imported(asyncapiDocument([contract], INFO));
        const again = contractOf(reading.contracts[0]!.text);
        const kept = (of: Contract): object => ({ ...meaning(of), definitions: sorted(of) });
        const isExact = JSON.stringify(kept(again)) === JSON.stringify(kept(contract));
        if (isExact) exact += 1;
        else expect(reading.issues.length, text).to.be.greaterThan(0);
      }),
      { numRuns: 300 },
    );
    expect(exact).to.be.greaterThan(200);
  });
});

/** Definitions that operations use, by name. */
function sorted({ definitions, operations }: Contract): unknown {
  const used = new Set<string>();
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { kind, name } = value as { kind?: unknown; name?: unknown };
    if (kind === 'named' && typeof name === 'string' && !used.has(name)) {
      used.add(name);
      walk(definitions[name]);
    }
    for (const inner of Object.values(value)) walk(inner);
  };
  walk(operations);
  return [...used].toSorted().map((name) => [name, definitions[name] ?? null]);
}

describe('a topic that no operation stands for, in AsyncAPI', () => {
  it('has the payload that the contract gives beside it', async () => {
    const text = HEAD.replace(
      'event_bus:',
      'definitions: {ModelNote: {text: str}}\npublished_events:\n' +
        '  - {topic: onex.evt.billing.payment-noted.v1, model: ModelNote}\n' +
        '  - {topic: onex.evt.billing.payment-seen.v1, payload_fields: {by: str}}\nevent_bus:',
    );
    const document = asyncapiDocument([contractOf(text)], INFO) as unknown as {
      components: { schemas: Record<string, { allOf?: object[]; properties?: object }> };
    };
    const { schemas } = document.components;
    const own = (topic: string) =>
      Object.entries(schemas).find(([name]) => name.includes(`${topic}.v1.payload`))?.[1];
    expect(JSON.stringify(own('payment-noted'))).to.contain('ModelNote');
    expect(own('payment-seen')?.properties).to.have.property('by');
    expect(await faults(document)).to.deep.equal([]);
  });
});
