import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect } from 'chai';
import { NODE_KINDS } from 'onex-runtime/contract';
import { parse } from 'yaml';
import { contractFromAnswers, contractSchema, contractSchemaText } from '../../lib/contract/index.ts';
import { answers } from './answers.ts';

describe('the JSON Schema of the contract', () => {
  it('is published as it is now (npm run schema writes it)', () => {
    const file = resolve(import.meta.dirname, '../../runtime/schemas/contract.schema.json');
    expect(readFileSync(file, 'utf8')).to.equal(contractSchemaText());
  });

  it('knows every top-level key that the prompts write', () => {
    const known = Object.keys(contractSchema()['properties'] as object);
    for (const kind of NODE_KINDS) {
      const written = parse(contractFromAnswers(answers(kind))) as object;
      expect(known).to.include.members(Object.keys(written));
    }
  });

  it('refuses no key and no form that the reader takes', () => {
    const text = contractSchemaText();
    expect(text).to.not.contain('"additionalProperties": false');
    const { required, properties } = contractSchema() as {
      required: unknown;
      properties: Record<string, object>;
    };
    expect(required).to.deep.equal(['name', 'node_type']);
    expect(JSON.stringify(properties['input_model']))
      .to.contain('"type":"string"')
      .and.contain('"type":"object"');
  });
});
