import type { TemplateBody } from './body.ts';

/**
 * The templates that the build compiled, by `templateKey`. The build puts its own module in the place of this one. A
 * program that runs from its sources has none.
 */
export const BUILT: Readonly<Record<string, TemplateBody>> = {};
