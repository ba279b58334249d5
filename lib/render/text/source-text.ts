import type { ProjectCommands, ProjectScript } from 'onex-runtime/project';

/** The commands of a project as templates write them. They are made of known words, and of what a template gives. */
export function commandTexts({ install, run, exec, add }: ProjectCommands) {
  return {
    install: new SourceText(install),
    run: (script: ProjectScript, args?: string) => new SourceText(run(script, args)),
    exec: (command: string) => new SourceText(exec(command)),
    add: (packages: string, kind?: 'runtime' | 'development') => new SourceText(add(packages, kind)),
  };
}

/**
 * Text that a helper has made fit for the place it goes to. A template's `<%= %>` takes nothing else but plain
 * words, so a string of a contract cannot reach a generated file unescaped.
 */
export class SourceText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

/** Letters, digits and what joins them in names, paths, topics and versions; words. Harmless in every kind of file. */
const PLAIN = /^[\w$./@-]*$|^[a-z0-9]+(?: [a-z0-9]+)*$/;

/**
 * What `<%= value %>` writes.
 *
 * @throws Error for text that is neither plain nor made by a helper: a defect of the template, not of the input.
 */
export function interpolate(value: unknown): string {
  if (value instanceof SourceText) return value.text;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'string' && PLAIN.test(value)) return value;
  throw new Error(`A template interpolates raw text: ${JSON.stringify(value)?.slice(0, 80)}`);
}
