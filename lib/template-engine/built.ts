import type { TemplateBody } from './body.ts';

/**
 * The templates that the build compiled, by `templateKey`. The build replaces this module by its own. A program that
 * runs from its sources has none.
 */
export const BUILT: Readonly<Record<string, TemplateBody>> = {};
