import { namesIn, type Contract, type ModelReference } from 'onex-runtime/contract';

/** A model that a contract names, with its module if the contract states it. */
export interface ExternalModel {
  readonly name: string;
  readonly module: string | null;
}

/** Returns the models that a contract names but does not define. */
export function externalModels(contract: Contract): readonly ExternalModel[] {
  const { operations, routing, intents, stateModel, definitions, workflow, topics } = contract;
  const references: (ModelReference | null | undefined)[] = [
    contract.input,
    contract.output,
    ...operations.flatMap(({ inputModel, outputModel }) => [inputModel, outputModel]),
    ...routing.routes.flatMap(({ eventModel, inputModel, outputModel }) => [
      eventModel,
      inputModel,
      outputModel,
    ]),
    ...intents.map(({ payloadModel }) => payloadModel),
    ...[...topics.publish, ...topics.subscribe].map(({ model }) => model),
    stateModel,
  ];
  const fields = [
    ...operations.flatMap(({ input, output }) => [input ?? [], output ?? []]),
    ...Object.values(definitions),
    ...[...topics.publish, ...topics.subscribe].map((topic) => topic.fields ?? []),
  ].flat();
  const steps = workflow?.steps.flatMap(({ commandModel, resultModel }) => [commandModel, resultModel]) ?? [];
  const found = new Map<string, ExternalModel>();
  const want = (name: string, module: string | null): void => {
    if (Object.hasOwn(definitions, name)) return;
    const known = found.get(name);
    found.set(name, { name, module: known?.module ?? module });
  };
  for (const reference of references)
    for (const name of reference == null ? [] : (reference.members ?? [reference.name]))
      want(name, reference?.members === undefined ? (reference?.module ?? null) : null);
  const events = [...topics.publish, ...topics.subscribe].flatMap(({ eventType }) =>
    eventType !== null && /^[A-Z]\w*$/.test(eventType) ? [eventType] : [],
  );
  for (const name of [...namesIn(fields), ...steps, ...events]) if (name !== null) want(name, null);
  return [...found.values()];
}
