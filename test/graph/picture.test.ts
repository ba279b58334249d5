import { expect } from 'chai';
import { readContract, type Contract, type MeshNode } from 'onex-runtime/contract';
import { drawMesh } from '../../lib/graph/index.ts';

const node = (
  name: string,
  subscribe: string[],
  publish: string[],
  change: Partial<Contract> = {},
): MeshNode => {
  const kind = name.split('_').at(-1)?.toUpperCase() ?? '';
  const text = `name: node_shop_${name}\nnode_type: ${kind}_GENERIC\nevent_bus: ${JSON.stringify({ subscribe_topics: subscribe, publish_topics: publish })}\n`;
  const { contract, issues } = readContract(text, { file: 'contract.yaml' });
  if (contract === null) throw new Error(JSON.stringify(issues));
  return { contract: { ...contract, ...change }, file: `${name}.yaml`, own: true };
};
const cmd = (name: string): string => `onex.cmd.shop.${name}-requested.v1`;
const evt = (name: string): string => `onex.evt.shop.${name}-completed.v1`;
/** Adds a topic as no contract that is read could name it. */
const withTopic = (given: MeshNode, topic: string): MeshNode => {
  const { topics } = given.contract;
  const reference = { topic, eventType: null, category: null, description: null };
  return {
    ...given,
    contract: { ...given.contract, topics: { ...topics, publish: [...topics.publish, reference] } },
  };
};

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The cards, or the boxes of topics, of a picture. */
const boxes = (svg: string, name: string): readonly Box[] =>
  [...svg.matchAll(/<rect class="([\w ]+)" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/g)]
    .filter(([, classes]) => classes?.split(' ')[0] === name)
    .map(([, , ...numbers]) => {
      const [x = 0, y = 0, width = 0, height = 0] = numbers.map(Number);
      return { x, y, width, height };
    });
const boxesOf = (svg: string): readonly Box[] => [...boxes(svg, 'card'), ...boxes(svg, 'topics')];
const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** Throws where elements do not nest, or a character is left unescaped. */
function expectWellFormed(svg: string): void {
  const open: string[] = [];
  for (const [, closes, name = '', rest = '', text = ''] of svg.matchAll(
    /<(\/?)([\w-]+)((?:\s+[\w:-]+="[^"<]*")*\s*\/?)>([^<]*)/g,
  )) {
    if (closes === '/') expect(open.pop()).to.equal(name);
    else if (!rest.endsWith('/')) open.push(name);
    if (name !== 'style') expect(text.replaceAll(/&#\d+;/g, '')).to.not.match(/[&<>]/);
  }
  expect(open).to.deep.equal([]);
  expect(svg.replaceAll(/<\/?[\w-]+(?:\s+[\w:-]+="[^"<]*")*\s*\/?>/g, '')).to.not.include('<');
}

const sale = node(
  'sale_orchestrator',
  [cmd('sale'), evt('pay'), evt('pack')],
  [cmd('pay'), cmd('pack'), evt('sale')],
);
const pay = node('pay_effect', [cmd('pay')], [evt('pay')]);
const pack = node('pack_effect', [cmd('pack')], [evt('pack')]);

describe('the picture of a mesh', () => {
  it('is the same in whatever order the nodes are read', () => {
    expect(drawMesh([pack, sale, pay])).to.equal(drawMesh([sale, pay, pack]));
  });

  it('has the node that commands on the left, and each topic between its publisher and its subscriber', () => {
    const [first, second, ...others] = boxes(drawMesh([sale, pay]), 'card');
    expect(others).to.deep.equal([]);
    const [left, right] = [first!, second!].toSorted((a, b) => a.x - b.x);
    const topics = boxes(drawMesh([sale, pay]), 'topics');
    const between = topics.filter(({ x, width }) => x > left!.x + left!.width && x + width < right!.x);
    expect(between).to.have.length(2);
    expect(topics.length - between.length, 'topics outside, left of all nodes').to.be.greaterThan(0);
    expect(drawMesh([sale, pay])).to.match(/sale<\/text>[\s\S]*pay<\/text>|pay<\/text>[\s\S]*sale<\/text>/);
  });

  it('has an arrow to each subscriber, and to topics that nobody reads', () => {
    const arrows = (...nodes: MeshNode[]): number =>
      drawMesh(nodes)
        .split('\n')
        .filter((line) => line.includes(' C') && line.includes('marker-end')).length;
    // The command of pay, and its answers, which nobody reads.
    expect(arrows(pay)).to.equal(2);
    // Of each of the two: the command, the answer, and the failure, which nobody reads. Of the sale: command and answers.
    expect(arrows(sale, pay, pack)).to.equal(3 * 2 + 2);
  });

  it('draws nodes that start one another in a circle, nodes without a topic, and no node', () => {
    const one = node('one_effect', [evt('two')], [evt('one')]);
    const two = node('two_effect', [evt('one')], [evt('two')]);
    const alone = node('alone_compute', [], []);
    for (const nodes of [
      [one, two, alone],
      [alone],
      [],
      [node('self_effect', [evt('loop')], [evt('loop')])],
    ]) {
      const svg = drawMesh(nodes);
      expectWellFormed(svg);
      expect(svg).to.not.match(/NaN|Infinity|undefined/);
      expect(boxes(svg, 'card')).to.have.length(nodes.length);
    }
  });

  it('never draws a box over another, or out of the picture', () => {
    const chain = Array.from({ length: 12 }, (_, index) =>
      node(
        `n${index}_effect`,
        [evt(`e${index}`), evt(`e${index % 4}`)],
        [evt(`e${index + 1}`), evt(`only${index}`)],
      ),
    );
    const star = Array.from({ length: 30 }, (_, index) =>
      node(`s${index}_effect`, [cmd(`s${index}`)], [evt(`s${index}`)]),
    );
    const hub = node(
      'hub_orchestrator',
      star.map((_, index) => evt(`s${index}`)),
      star.map((_, index) => cmd(`s${index}`)),
    );
    for (const nodes of [chain, [hub, ...star], [sale, pay, pack]]) {
      const svg = drawMesh(nodes);
      const all = boxesOf(svg);
      const [, width = 0, height = 0] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg)!.map(Number);
      for (const [index, box] of all.entries()) {
        expect(all.slice(index + 1).filter((other) => overlap(box, other))).to.deep.equal([]);
        expect(
          box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height,
        ).to.equal(true);
      }
    }
  });

  it('keeps hostile and very long names text, inside their boxes', () => {
    const names = [
      '"><script>alert(1)</script>',
      '</title></svg><img src=x onerror=alert(1)>',
      "' onload='alert(1)",
      'a&b&amp;c',
      ']]><!-- \u0000\u001B[31m\u202E\uFFFE \uD800',
      'x'.repeat(5000),
      '注文'.repeat(40),
    ];
    for (const name of names) {
      const hostile = {
        description: name,
        baseName: name,
        operations: [{ ...pay.contract.operations[0]!, name }],
      };
      const svg = drawMesh([withTopic(node('pay_effect', [cmd('pay')], [evt('pay')], hostile), name), sale]);
      expectWellFormed(svg);
      expect(svg).to.not.match(/<(?:script|img|!--)/);
      expect(['\u0000', '\u001B', '\u202E', '\uFFFE'].filter((one) => svg.includes(one))).to.deep.equal([]);
      expect(svg.isWellFormed()).to.equal(true);
      const [, width = 0] = /viewBox="0 0 (\d+)/.exec(svg)!.map(Number);
      expect(width).to.be.lessThan(2000);
      for (const [, text = ''] of svg.matchAll(/<text [^>]*>([^<]*)</g))
        expect([...text.replaceAll(/&#\d+;/g, '.')].length).to.be.at.most(35);
    }
  });

  it('says in words what it shows', () => {
    const svg = drawMesh([sale, pay, pack]);
    expect(svg)
      .to.contain('role="img"')
      .and.contain('<title id="mesh-title">Mesh of 3 nodes and 9 topics</title>');
    expect(svg).to.match(
      /<desc id="mesh-description">.*node_shop_pay_effect \(effect\) subscribes to onex\.cmd\.shop\.pay-requested\.v1, and publishes onex\.evt\.shop\.pay-completed\.v1/,
    );
    expect(svg).to.contain('prefers-color-scheme: dark');
  });

  it('tells domains apart where there are several, and shows a version other than 1', () => {
    const other = node('pay_effect', ['onex.cmd.shop.pay-requested.v2'], [], {
      name: 'node_bank_pay_effect',
      domain: 'bank',
    });
    const svg = drawMesh([pay, other]);
    expect(svg).to.contain('>bank.pay<').and.contain('>shop.pay<').and.contain('>shop.pay-requested.v2<');
    expect(drawMesh([pay]))
      .to.contain('>pay<')
      .and.contain('>pay-requested<');
  });
});
