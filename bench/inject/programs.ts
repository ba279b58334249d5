import { METHODS, MODULE_PIECE } from './pieces.ts';

/** Programs that rivals run over many files, as their users write them. */

/** A transform of jscodeshift. */
export function jscodeshiftTransform(): string {
  return `const [METHODS, PIECE] = ${JSON.stringify([`class Pieces {\n${METHODS}\n}`, MODULE_PIECE])};
module.exports = (file, { jscodeshift }) => {
  const shift = jscodeshift.withParser('ts');
  const root = shift(file.source);
  const { body } = root.get().node.program;
  const members = shift(METHODS).get().node.program.body[0].body.body;
  root.find(shift.ClassDeclaration).at(0).get().node.body.body.push(...members);
  const imports = body.filter(({ type }) => type === 'ImportDeclaration').length;
  body.splice(imports, 0, ...shift(PIECE).get().node.program.body);
  return root.toSource({ tabWidth: 2, quote: 'single' });
};
module.exports.parser = 'ts';
`;
}

/** A program for ts-morph. @param tsMorph path of the package */
export function tsMorphProgram(tsMorph: string): string {
  return `const [METHODS, PIECE, PACKAGE] = ${JSON.stringify([METHODS, MODULE_PIECE, tsMorph])};
const { Project } = require(PACKAGE);
const project = new Project({ compilerOptions: { allowJs: false } });
project.addSourceFilesAtPaths('src/**/*.ts');
for (const file of project.getSourceFiles()) {
  file.getClasses()[0].addMember(METHODS);
  const last = file.getImportDeclarations().at(-1);
  file.insertStatements(last === undefined ? 0 : last.getChildIndex() + 1, PIECE);
}
project.saveSync();
`;
}
