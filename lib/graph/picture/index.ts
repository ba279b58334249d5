/**
 * Draws a mesh as SVG: nodes as cards in columns, topics between them, and an arrow from each topic to its subscribers.
 * It does not depend on files or on the command line.
 *
 * Guarantees:
 * 1. The same contracts give the same bytes.
 * 2. Every text is escaped and cut to its box. The whole text is in the tooltip.
 * 3. The picture has a title and a description, and is readable on light and on dark backgrounds.
 */
export { drawMesh } from './draw.ts';
