"""Print the pydantic models of modules as one JSON Schema with $defs.

Usage: python export_models.py [--root DIR] MODULE...

Imports each module, with all modules below it when it is a package. A module that cannot be imported is reported on
standard error and left out. Each definition has `x-python` with the module and the class of the model. Needs Python 3.10
or later and pydantic 2, which the models need too.
"""

import contextlib
import importlib
import io
import json
import pkgutil
import re
import sys
import warnings

from pydantic import BaseModel, RootModel
from pydantic.json_schema import GenerateJsonSchema, models_json_schema


class Schema(GenerateJsonSchema):
    """Takes a type that JSON Schema cannot describe for one of any value, instead of failing."""

    ignored_warning_kinds = {"skipped-choice", "non-serializable-default"}

    def handle_invalid_for_json_schema(self, schema, error_info):
        return {}


def say(text):
    print(text, file=sys.stderr)


def imported(name):
    """Import a module; None when that fails, whatever the module raises."""
    try:
        # What a module prints while it is imported must not end up in the document.
        with contextlib.redirect_stdout(io.StringIO()):
            return importlib.import_module(name)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        reason = re.sub(r"\s+", " ", f"{type(error).__name__}: {error}")[:200]
        say(f"{name} is left out: {reason}")
        return None


def modules_of(name):
    """A module and all below it that can be imported."""
    module = imported(name)
    if module is None:
        return
    yield module
    for info in pkgutil.iter_modules(getattr(module, "__path__", []), f"{name}."):
        if not info.name.endswith(".__main__"):
            yield from modules_of(info.name)


def models_in(module, wanted):
    for value in vars(module).values():
        if not isinstance(value, type) or not issubclass(value, BaseModel):
            continue
        is_ours = any(value.__module__ == name or value.__module__.startswith(f"{name}.") for name in wanted)
        is_generic = bool(getattr(value, "__pydantic_generic_metadata__", {}).get("parameters"))
        if is_ours and not is_generic and value is not BaseModel and value is not RootModel:
            yield value


def can_be_described(model):
    try:
        model.model_rebuild()
        model.model_json_schema(schema_generator=Schema)
        return True
    except Exception as error:
        reason = re.sub(r"\s+", " ", f"{type(error).__name__}: {error}")[:200]
        say(f"{model.__module__}.{model.__qualname__} is left out: {reason}")
        return False


def main(arguments):
    if len(arguments) >= 2 and arguments[0] == "--root":
        sys.path.insert(0, arguments[1])
        arguments = arguments[2:]
    if not arguments:
        say(__doc__)
        return 2
    warnings.simplefilter("ignore")
    found = {}
    reached = False
    for name in arguments:
        for module in modules_of(name):
            reached = True
            for model in models_in(module, arguments):
                found.setdefault((model.__module__, model.__qualname__), model)
    models = [model for _, model in sorted(found.items()) if can_be_described(model)]
    if not reached:
        return 1
    places, document = models_json_schema([(model, "validation") for model in models], schema_generator=Schema)
    definitions = document.get("$defs", {})
    for (model, _), schema in places.items():
        key = schema.get("$ref", "").rsplit("/", 1)[-1]
        if key in definitions:
            definitions[key]["x-python"] = f"{model.__module__}.{model.__qualname__}"
    result = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": dict(sorted(definitions.items()))}
    json.dump(result, sys.stdout, indent=1, ensure_ascii=False)
    sys.stdout.write("\n")
    say(f"{len(models)} models of {len(found)} exported")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
