import { expect } from 'chai';
import fc from 'fast-check';
import { UserError } from '../../lib/errors/index.ts';
import {
  findClash,
  nodeClass,
  nodeFolder,
  parseDomain,
  parseNodeName,
  parseOperationName,
  parseOperationNames,
  stem,
  toKebab,
  toPascal,
  toSnake,
  uniqueClassStems,
  uniqueStems,
} from '../../lib/naming/index.ts';

describe('names from prompts and flags', () => {
  it('take snake, kebab, camel and Pascal case for the same name', () => {
    for (const written of ['invoice_export', 'invoice-export', 'invoiceExport', 'InvoiceExport']) {
      expect(parseNodeName(written)).to.equal('invoice_export');
      expect(parseDomain(written)).to.equal('invoice-export');
      expect(parseOperationName(written)).to.equal('invoice_export');
    }
    expect(parseOperationName('ledger.append')).to.equal('ledger.append');
  });

  const refused: Readonly<Record<string, string>> = {
    '': 'The node name is empty. Take a name such as payment.',
    '  ': 'The node name is empty. Take a name such as payment.',
    '1st': 'The node name "1st" starts with a digit. Take a name such as payment.',
    '../etc': 'The node name "../etc" looks like a path. Take a name such as payment.',
    'a\\b': 'The node name "a\\\\b" looks like a path. Take a name such as payment.',
    'two words':
      'The node name "two words" may contain only letters (A–Z, a–z), digits (0–9), "_", and "-". Take a name such as payment.',
    '💥': 'The node name "💥" may contain only letters (A–Z, a–z), digits (0–9), "_", and "-". Take a name such as payment.',
    _x: 'The node name "_x" must start with a letter (A–Z, a–z). Take a name such as payment.',
    class: 'The node name "class" is a word of JavaScript or TypeScript. Take a name such as payment.',
    CON: 'The node name "CON" is the name of a device on Windows. Take a name such as payment.',
    ['a'.repeat(65)]:
      `The node name "${'a'.repeat(60)}…" has 65 characters; the maximum is 64. Take a name such as payment.`,
    'a\u001b[31m':
      'The node name "a\\u001b[31m" may contain only letters (A–Z, a–z), digits (0–9), "_", and "-". Take a name such as payment.',
  };
  for (const [written, message] of Object.entries(refused)) {
    it(`refuse ${JSON.stringify(written).slice(0, 20)} in one line that says why`, () => {
      expect(() => parseNodeName(written))
        .to.throw(UserError)
        .with.property('message', message);
    });
  }

  it('are each of their own among the operations of a node, whatever the case', () => {
    expect(parseOperationNames(['create', 'Read'])).to.deep.equal(['create', 'read']);
    expect(() => parseOperationNames(['create', 'read', 'Create'])).to.throw(
      UserError,
      '"Create" is listed twice',
    );
  });

  it('let an operation be called delete, but not __proto__ or constructor', () => {
    expect(parseOperationName('delete')).to.equal('delete');
    for (const name of ['__proto__', 'constructor', 'a.1', 'a..b', '.a']) {
      expect(() => parseOperationName(name)).to.throw(UserError);
    }
  });

  it('are safe to build a path, a topic and a class from, whatever was typed', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'grapheme' })), (written) => {
        try {
          expect(parseNodeName(written)).to.match(/^[a-z][a-z0-9_]*$/);
          expect(parseDomain(written)).to.match(/^[a-z](?:[a-z0-9]*(?:-[a-z0-9]+)*)$/);
        } catch (error) {
          expect(error).to.be.instanceOf(UserError);
          expect((error as UserError).message).to.match(/^The (?:node name|domain)[^\n]*\.$/);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('make the folder and the class of a node', () => {
    const [domain, name] = [parseDomain('order-desk'), parseNodeName('http_client')];
    expect(nodeFolder(domain, name, 'effect')).to.equal('node_order_desk_http_client_effect');
    expect(nodeClass(name, 'effect')).to.equal('NodeHttpClientEffect');
  });
});

describe('case', () => {
  it('writes acronyms as the ecosystem does', () => {
    const pascal: Readonly<Record<string, string>> = {
      rest_api: 'RestAPI',
      http_client: 'HttpClient',
      user_http_api: 'UserHTTPAPI',
      sql_store: 'SQLStore',
      my_oauth: 'MyOAUTH',
      oauth_token: 'OauthToken',
      create_uuid: 'CreateUUID',
      payment: 'Payment',
    };
    for (const [snake, expected] of Object.entries(pascal)) expect(toPascal(snake)).to.equal(expected);
  });

  it('parts words at capitals, digits stay', () => {
    expect(toSnake('PRListHTTPClient2')).to.equal('pr_list_http_client2');
    expect(toKebab('ledger.append it')).to.equal('ledger-append-it');
    expect(toSnake('Größe')).to.equal('grosse');
  });
});

describe('names for what contracts call things', () => {
  it('are fit for a file and all different, for any texts', () => {
    expect(
      uniqueStems(['ledger.append', 'ledger_append', 'Ledger-Append', '💥', '../..'], 'operation'),
    ).to.deep.equal(['ledger_append', 'ledger_append_2', 'ledger_append_3', 'operation', 'operation_2']);
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 20 }), (texts) => {
        const stems = uniqueStems(texts, 'operation');
        expect(stems).to.have.length(texts.length);
        expect(findClash(stems)).to.equal(null);
        for (const name of stems) expect(name).to.match(/^[a-z0-9_]{1,70}$/);
      }),
    );
    expect(stem('x'.repeat(500), 'y')).to.have.length(60);
  });

  it('are all different as names of classes too, where they become some', () => {
    expect(uniqueClassStems(['create2', 'create_2', 'create_22', 'Create2'], 'operation')).to.deep.equal([
      'create2',
      'create_2_2',
      'create_22_2',
      'create2_3',
    ]);
    expect(
      uniqueClassStems(['input', 'go_input', 'x'], 'model', { files: ['input'], classes: ['GoInput'] }),
    ).to.deep.equal(['input_2', 'go_input_2', 'x']);
    const alike = fc.array(fc.stringMatching(/^[ab1_]{0,6}$/), { maxLength: 20 });
    fc.assert(
      fc.property(fc.oneof(alike, fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 20 })), (texts) => {
        const stems = uniqueClassStems(texts, 'operation');
        expect(findClash(stems)).to.equal(null);
        expect(new Set(stems.map(toPascal)).size).to.equal(texts.length);
      }),
    );
  });

  it('clash without regard to case', () => {
    expect(findClash(['Create', 'read', 'CREATE'])).to.deep.equal(['Create', 'CREATE']);
  });
});
