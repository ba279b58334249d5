import type { Contract } from 'onex-runtime/contract';
import type { Card, TopicBox } from './boxes.ts';
import type { Category } from './model.ts';
import type { Spot } from './place.ts';
import { escapeXml, widthOf } from './text.ts';

const text = (className: string, x: number, y: number, value: string): string =>
  `<text class="${className}" x="${x}" y="${y}">${escapeXml(value)}</text>`;

/**
 * The card of a node: its name, its kind, and its operations. The tooltip contains its full name and its description.
 */
export function cardSvg(card: Card, { x, y }: Spot, { name, description }: Contract): string {
  return [
    `<g><title>${escapeXml(description === '' ? name : `${name}: ${description}`)}</title>`,
    `<rect class="card" x="${x}" y="${y}" width="${card.width}" height="${card.height}" rx="8"/>`,
    `<rect class="bar ${card.kind}" x="${x}" y="${y + 10}" width="4" height="${card.height - 20}" rx="2"/>`,
    text('name', x + 14, y + 25, card.name),
    text(`kind ${card.kind}`, x + 14, y + 43, card.kind),
    ...card.operations.map((line, index) => text('operation', x + 14, y + 65 + index * 17, line)),
    `</g>`,
  ].join('');
}

/** A box of topics, one per line. The tooltip of a line is the full name of its topic. */
export function topicsSvg({ lines, width, height }: TopicBox, { x, y }: Spot, category: Category): string {
  return [
    `<g><rect class="topics ${category}" x="${x}" y="${y}" width="${width}" height="${height}" rx="6"/>`,
    ...lines.map(
      (line, index) =>
        `<g><title>${escapeXml(line.topic)}</title>${text('topic', x + 12, y + 19 + index * 18, line.text)}</g>`,
    ),
    `</g>`,
  ].join('');
}

/** The legend of the topic colors. */
export function legendSvg(categories: readonly Category[], height: number): string {
  let x = 28;
  const parts: string[] = [];
  for (const name of categories) {
    parts.push(
      `<path class="link ${name}" d="M${x} ${height - 24} h22" marker-end="url(#mesh-${name})"/>`,
      text('label', x + 30, height - 20, name),
    );
    x += 30 + widthOf(name, 11) + 24;
  }
  return parts.join('');
}
