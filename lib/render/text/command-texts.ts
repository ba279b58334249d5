import type { ProjectCommands, ProjectScript } from 'onex-runtime/project';
import { SourceText } from './source-text.ts';

/** The commands of a project as templates write them. They are made of known words, and of what a template gives. */
export function commandTexts({ install, run, exec, add }: ProjectCommands) {
  return {
    install: new SourceText(install),
    run: (script: ProjectScript, args?: string) => new SourceText(run(script, args)),
    exec: (command: string) => new SourceText(exec(command)),
    add: (packages: string, kind?: 'runtime' | 'development') => new SourceText(add(packages, kind)),
  };
}
