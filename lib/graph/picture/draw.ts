import type { MeshNode } from 'onex-runtime/contract';
import { cardOf, topicBoxOf, type Size } from './boxes.ts';
import { gapsOf, layersOf } from './layers.ts';
import { curve, linksOfGroups } from './links.ts';
import { CATEGORIES, topicGroups, type TopicGroup } from './model.ts';
import { placeBoxes, type Sized } from './place.ts';
import { STYLE } from './style.ts';
import { cardSvg, legendSvg, topicsSvg } from './svg.ts';
import { escapeXml } from './text.ts';

const SPACING = { margin: 24, across: 56, down: 18 };
const LEGEND = 34;

/** Draws some nodes and the topics that they publish and subscribe to, as an SVG document. */
export function drawMesh(given: readonly MeshNode[]): string {
  const nodes = inOrder(given);
  const groups = topicGroups(nodes);
  const domains = new Set(nodes.map(({ contract }) => contract.domain)).size > 1;
  const layers = layersOf(nodes.length, groups);
  const gaps = gapsOf(groups, layers);
  const cards = nodes.map((node) => cardOf(node, domains));
  const topics = groups.map((group) => topicBoxOf(group, domains));
  const boxes = evenWidths([
    ...cards.map((card, node) => ({
      ...card,
      column: 2 * layers[node]! + 1,
      links: groups.flatMap(({ publishers, subscribers }, group) =>
        publishers.includes(node) || subscribers.includes(node) ? [nodes.length + group] : [],
      ),
    })),
    ...topics.map((box, group) => ({
      ...box,
      column: 2 * gaps[group]!,
      links: [...new Set([...groups[group]!.publishers, ...groups[group]!.subscribers])],
    })),
  ]);
  const sized = <T extends Size>(box: T, index: number): T => ({ ...box, width: boxes[index]!.width });
  const columns = Math.max(1, ...boxes.map(({ column }) => column)) + 1;
  const { spots, width: inner, height: lowest } = placeBoxes(boxes, columns, SPACING);
  const width = Math.max(inner, 480);
  const height = lowest + LEGEND;
  const used = CATEGORIES.filter((name) => groups.some(({ category }) => category === name));
  const links = linksOfGroups(groups, boxes, spots, nodes.length);
  const { title, description } = describeMesh(nodes, groups);
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" class="mesh" role="img" aria-labelledby="mesh-title mesh-description" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<title id="mesh-title">${escapeXml(title)}</title>`,
    `<desc id="mesh-description">${escapeXml(description)}</desc>`,
    `<style>${STYLE}</style>`,
    `<defs>`,
    ...used.map(
      (name) =>
        `<marker id="mesh-${name}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path class="arrow ${name}" d="M0 0.5 L8 4 L0 7.5 Z"/></marker>`,
    ),
    `</defs>`,
    `<rect class="background" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="12"/>`,
    ...links.map(curve),
    ...cards.map((card, node) => cardSvg(sized(card, node), spots[node]!, nodes[node]!.contract)),
    ...topics.map((box, group) =>
      topicsSvg(sized(box, nodes.length + group), spots[nodes.length + group]!, groups[group]!.category),
    ),
    legendSvg(used, height),
    `</svg>`,
  ].join('\n')}\n`;
}

/** Sorts the nodes in the order of the steps that request them, then by name. */
function inOrder(nodes: readonly MeshNode[]): readonly MeshNode[] {
  const steps = nodes.flatMap(({ contract }) => contract.workflow?.steps ?? []);
  const place = ({ contract }: MeshNode): number => {
    const found = steps.findIndex(({ commandTopic }) =>
      contract.topics.subscribe.some(({ topic }) => topic === commandTopic),
    );
    return found === -1 ? steps.length : found;
  };
  return nodes
    .map((node) => ({ node, at: place(node), name: node.contract.name }))
    .toSorted((one, other) => one.at - other.at || (one.name < other.name ? -1 : 1))
    .map(({ node }) => node);
}

/** Gives all boxes of a column the same width. */
function evenWidths(boxes: readonly Sized[]): readonly Sized[] {
  const widths = new Map<number, number>();
  for (const { column, width } of boxes) widths.set(column, Math.max(width, widths.get(column) ?? 0));
  return boxes.map((box) => ({ ...box, width: widths.get(box.column)! }));
}

/** The picture in words, for people who cannot see it. */
function describeMesh(
  nodes: readonly MeshNode[],
  groups: readonly TopicGroup[],
): { readonly title: string; readonly description: string } {
  const topics = groups.flatMap((group) => group.topics);
  const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;
  const of = (side: 'publishers' | 'subscribers', node: number): string =>
    groups.flatMap((group) => (group[side].includes(node) ? group.topics : [])).join(', ') || 'nothing';
  const sentences = nodes.map(
    ({ contract }, node) =>
      `${contract.name} (${contract.kind}) subscribes to ${of('subscribers', node)}, and publishes ${of('publishers', node)}.`,
  );
  return {
    title: `Mesh of ${count(nodes.length, 'node')} and ${count(topics.length, 'topic')}`,
    description: sentences.join(' '),
  };
}
