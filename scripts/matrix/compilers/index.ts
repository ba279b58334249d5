/** Cells in which the compiler checks the sample and emits it, and Node runs what was emitted. */
import type { Cell } from '../cell.ts';
import type { Workshop } from '../workshop/index.ts';
import { compileAndRun } from './compile.ts';
import { COMPILERS, MODULES, PACKAGE_TYPES, SETTINGS } from './shapes.ts';

export function compilerCells(workshop: Workshop): readonly Cell[] {
  return COMPILERS.flatMap((compiler) =>
    MODULES.flatMap((module) =>
      PACKAGE_TYPES.flatMap((packageType) =>
        SETTINGS.map((setting) => {
          const row = `${module.name}, ${packageType === null ? 'no type' : `type ${packageType}`}`;
          return {
            name: `TypeScript ${compiler.version} ${row} ${setting.name}`,
            table: `TypeScript ${compiler.version}`,
            row,
            column: setting.name,
            run: () => compileAndRun(workshop, { compiler, module, packageType, setting }),
          };
        }),
      ),
    ),
  );
}
