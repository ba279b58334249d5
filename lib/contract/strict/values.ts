import { z } from 'zod';

/** Building blocks of the strict rules. Open mappings accept unknown keys; closed mappings refuse them. */
export const text = z.string().min(1);
export const anyText = z.string();
export const flag = z.boolean();
export const texts = z.array(anyText);
export const anything = z.unknown().optional();
export const openMapping = z.record(z.string(), z.unknown());

export const atLeast = (least: number): z.ZodNumber => z.number().int().gte(least);
export const between = (least: number, most: number): z.ZodNumber => z.number().int().gte(least).lte(most);

export const version = z.looseObject({ major: atLeast(0), minor: atLeast(0), patch: atLeast(0) });

/** A mapping of which only the version is checked. */
export const versioned = z.looseObject({ version });
export const uuid = z.uuid();

/** A mapping in which all keys are optional; unknown ones are ignored. */
export function open<Shape extends z.ZodRawShape>(shape: Shape): z.ZodType {
  return z.looseObject(shape).partial();
}

/** Adds one violation at a path below the checked value. */
export function fault(
  context: { addIssue: (issue: { code: 'custom'; path: (string | number)[]; message: string }) => void },
  path: (string | number)[],
  message: string,
): void {
  context.addIssue({ code: 'custom', path, message });
}
