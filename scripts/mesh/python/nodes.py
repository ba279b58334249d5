"""Runs nodes of omnimarket, unchanged, with the bus, the dispatch engine, and the auto-wiring of omnibase-infra.

`nodes.py SERVERS NODE…` creates their topics, and prints a JSON line when the nodes consume. With `--watch`, it also prints a line for each message
of our nodes, read by the Python models, and publishes each line of standard input with the Python bus.
"""

import asyncio
import importlib
import json
import logging
import os
import sys
import warnings
from pathlib import Path
from uuid import UUID

warnings.simplefilter("ignore")
if not os.getenv("MESH_DEBUG"):
    logging.disable(logging.CRITICAL)

import omnimarket
from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.models.events.model_event_envelope import ModelEventEnvelope
from omnibase_infra.models.registration.model_node_introspection_event import ModelNodeIntrospectionEvent
from omnibase_infra.runtime.auto_wiring import subscribe_wired_contract_topics, wire_from_manifest
from omnibase_infra.runtime.auto_wiring.discovery import discover_contracts_from_paths
from omnibase_infra.runtime.contract_terminal_events import resolve_terminal_verdict
from omnibase_infra.runtime.message_dispatch_engine import MessageDispatchEngine
from omnibase_infra.runtime.util_container_wiring import wire_infrastructure_services
from omnibase_infra.utils import derive_event_type_from_topic

from mesh_bus import create_topics, start_bus

NODES = Path(omnimarket.__file__).parent / "nodes"
DEAD_LETTERS = [f"onex.dlq.omnibase-infra.{category}.v1" for category in ("commands", "events")]
LEDGER = "onex.evt.omnimarket.ledger-"
# Topics of our nodes, and the models of the Python nodes that read them.
WATCHED = {
    f"{LEDGER}appended.v1": "omnimarket.events.ledger.ModelLedgerAppendedEvent",
    f"{LEDGER}hash-computed.v1": "omnimarket.events.ledger.ModelLedgerHashComputed",
    f"{LEDGER}state-reduced.v1": None,
    f"{LEDGER}failed.v1": None,
    f"{LEDGER}append-failed.v1": None,
    f"{LEDGER}hash-failed.v1": None,
    f"{LEDGER}state-failed.v1": None,
    "onex.evt.platform.node-introspection.v1": ModelNodeIntrospectionEvent,
}


def tell(**line):
    print(json.dumps(line), flush=True)


def named(path):
    if not isinstance(path, str):
        return path
    module, _, name = path.rpartition(".")
    return getattr(importlib.import_module(module), name)


async def run_nodes(servers, bus, names):
    manifest = discover_contracts_from_paths([NODES / name / "contract.yaml" for name in names])
    if manifest.errors or manifest.skips:
        raise SystemExit(f"not discovered: {manifest.errors} {manifest.skips}")
    buses = [contract.event_bus for contract in manifest.contracts]
    topics = [topic for one in buses for topic in (*one.subscribe_topics, *one.publish_topics)]
    await create_topics(servers, [*topics, *DEAD_LETTERS])
    engine = MessageDispatchEngine()
    container = ModelONEXContainer()
    await wire_infrastructure_services(container)
    wiring = {"event_bus": bus, "environment": "local"}
    report = await wire_from_manifest(manifest, engine, container=container, subscribe_immediately=False, **wiring)
    engine.freeze()
    attached = await subscribe_wired_contract_topics(manifest, report, engine, **wiring)
    if len(attached) < len(names):
        raise SystemExit(f"not attached: {set(names) - set(attached)}")


async def watch(bus):
    def reader(topic, model):
        async def read(message):
            envelope = ModelEventEnvelope.model_validate_json(message.value)
            line = {"watched": topic, "correlation_id": str(envelope.correlation_id)}
            verdict = resolve_terminal_verdict(envelope.payload)
            try:
                read = model and model.model_validate(envelope.payload)
                node = {"node_id": str(read.node_id), "reason": read.reason.value} if model is ModelNodeIntrospectionEvent else {}
                tell(**line, **node, verdict=verdict, refused=None)
            except ValueError as error:
                tell(**line, verdict=verdict, refused=str(error))

        return read

    for topic, model in WATCHED.items():
        await bus.subscribe(topic, None, reader(topic, named(model)), group_id=f"py.watch.{topic}", auto_offset_reset="earliest")


async def publish(bus, line):
    message = json.loads(line)
    envelope = ModelEventEnvelope(
        payload=message["payload"],
        correlation_id=UUID(message["correlation_id"]),
        event_type=derive_event_type_from_topic(message["topic"]),
    )
    await bus.publish_envelope(envelope, topic=message["topic"])


async def main(servers, *arguments):
    bus = await start_bus(servers)
    names = [argument for argument in arguments if argument != "--watch"]
    await run_nodes(servers, bus, names)
    if len(names) < len(arguments):
        await watch(bus)
    tell(ready=True)
    lines = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    while line := await lines.readline():
        await publish(bus, line)


asyncio.run(main(*sys.argv[1:]))
