"""Runs nodes of omnimarket, unchanged, on the Kafka bus and the dispatch engine of omnibase-infra.

`python_nodes.py SERVERS` prints a JSON line when it is ready, and one for each message that it receives. Their payloads
go through the nodes' own models, which forbid unknown keys.
"""

import asyncio
import contextvars
import importlib
import importlib.resources
import inspect
import json
import logging
import sys
import warnings

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)

import yaml
from omnibase_core.enums.enum_execution_shape import EnumMessageCategory
from omnibase_core.enums.enum_node_kind import EnumNodeKind
from omnibase_core.models.dispatch.model_dispatch_route import ModelDispatchRoute
from omnibase_core.models.events.model_event_envelope import ModelEventEnvelope
from omnibase_infra.event_bus.event_bus_kafka import EventBusKafka
from omnibase_infra.event_bus.models.model_event_headers import ModelEventHeaders
from omnibase_infra.models.registration.model_node_introspection_event import ModelNodeIntrospectionEvent
from omnibase_infra.runtime.contract_terminal_events import resolve_terminal_verdict
from omnibase_infra.runtime.message_dispatch_engine import MessageDispatchEngine
from omnibase_infra.utils import derive_event_type_from_topic

NODES = ["node_chain_diff_compute", "node_swarm_aggregator_compute", "node_coverage_sweep", "node_ledger_orchestrator"]
RECEIVED = contextvars.ContextVar("received")
INTROSPECTION = "onex.evt.platform.node-introspection.v1"
WATCHED = ["onex.evt.omnimarket.ledger-appended.v1", "onex.evt.omnimarket.ledger-append-failed.v1"]


def tell(**line):
    print(json.dumps(line), flush=True)


def named(path):
    module, _, name = path.rpartition(".")
    return getattr(importlib.import_module(module), name)


class Node:
    def __init__(self, name, bus):
        text = importlib.resources.files(f"omnimarket.nodes.{name}").joinpath("contract.yaml").read_text()
        contract = yaml.safe_load(text)
        handler = contract["handler"]
        self.name, self.bus = name, bus
        self.command = contract["event_bus"]["subscribe_topics"][0]
        published = contract["event_bus"]["publish_topics"]
        terminal = contract.get("terminal_event")
        self.answer = terminal if terminal in published else published[0]
        self.model = named(handler["input_model"])
        self.handler = getattr(importlib.import_module(handler["module"]), handler["class"])()

    async def dispatch(self, materialized):
        # The engine hands over a dictionary, in which only a trace has the ids of the envelope.
        envelope = RECEIVED.get()
        result = self.handler.handle(self.model.model_validate(materialized["payload"]))
        if inspect.isawaitable(result):
            result = await result
        body = result.model_dump(mode="json")
        answer = ModelEventEnvelope(
            payload=body,
            correlation_id=envelope.correlation_id,
            event_type=derive_event_type_from_topic(self.answer),
            payload_type=type(result).__name__,
            parent_envelope_id=envelope.envelope_id,
        )
        headers = ModelEventHeaders(
            source=self.name,
            event_type=answer.event_type,
            correlation_id=envelope.correlation_id,
            message_id=answer.envelope_id,
            timestamp=answer.envelope_timestamp,
            parent_message_id=envelope.envelope_id,
        )
        await self.bus.publish(self.answer, None, answer.model_dump_json().encode(), headers)


async def main(servers):
    bus = EventBusKafka.from_bootstrap(servers)
    await bus.start()
    engine = MessageDispatchEngine()
    nodes = [Node(name, bus) for name in NODES]
    for node in nodes:
        engine.register_dispatcher(
            dispatcher_id=node.name,
            dispatcher=node.dispatch,
            category=EnumMessageCategory.COMMAND,
            node_kind=EnumNodeKind.EFFECT,
        )
        engine.register_route(
            ModelDispatchRoute(
                route_id=f"route-{node.name}",
                topic_pattern=node.command,
                message_category=EnumMessageCategory.COMMAND,
                handler_id=node.name,
            )
        )
    engine.freeze()

    def receiver(node):
        async def receive(message):
            envelope = ModelEventEnvelope.model_validate_json(message.value)
            RECEIVED.set(envelope)
            result = await engine.dispatch(node.command, envelope)
            refused = result.error_message
            tell(
                node=node.name,
                operation=message.headers.operation_name,
                keys=sorted(envelope.payload),
                correlation_id=str(envelope.correlation_id),
                refused=refused and refused[:200],
            )

        return receive

    async def watch(message):
        envelope = ModelEventEnvelope.model_validate_json(message.value)
        verdict = resolve_terminal_verdict(envelope.payload)
        tell(watched=message.topic, verdict=verdict, correlation_id=str(envelope.correlation_id))

    async def introspected(message):
        envelope = ModelEventEnvelope.model_validate_json(message.value)
        event = ModelNodeIntrospectionEvent.model_validate(envelope.payload)
        tell(introspected=event.node_name, reason=event.reason.value)

    for node in nodes:
        await bus.subscribe(node.command, None, receiver(node), group_id=f"py.{node.name}", auto_offset_reset="earliest")
    for topic in WATCHED:
        await bus.subscribe(topic, None, watch, group_id="py.watch", auto_offset_reset="earliest")
    await bus.subscribe(INTROSPECTION, None, introspected, group_id="py.registry", auto_offset_reset="earliest")
    tell(ready=True)
    await asyncio.Event().wait()


asyncio.run(main(sys.argv[1]))
