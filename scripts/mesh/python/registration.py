"""Runs the registration runtime of omnibase-infra, unchanged: its projector, its handlers, and its auto-wiring.

`registration.py SERVERS DATABASE_URL` prints a JSON line when it is ready. Of each line of standard input, `tick` is a
number of seconds: the runtime's clock is that much ahead, which ends the time in which a node must have sent a
heartbeat. Each second it prints what the handlers of its API list.
"""

import asyncio
import json
import logging
import os
import sys
import warnings
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

warnings.simplefilter("ignore")
if not os.getenv("MESH_DEBUG"):
    logging.disable(logging.CRITICAL)

import omnibase_infra.nodes.node_registration_orchestrator as registration
from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_core.models.events.model_event_envelope import ModelEventEnvelope
from omnibase_infra.enums import EnumIntrospectionReason
from omnibase_infra.nodes.node_registration_orchestrator.plugin import ServiceRegistration
from omnibase_infra.nodes.node_registry_api_effect.handlers.handler_registry_api_list_contracts import (
    HandlerRegistryApiListContracts,
)
from omnibase_infra.nodes.node_registry_api_effect.handlers.handler_registry_api_list_nodes import (
    HandlerRegistryApiListNodes,
)
from omnibase_infra.nodes.node_registry_api_effect.models import ModelRegistryApiRequest
from omnibase_infra.projectors.projection_reader_contract import ProjectionReaderContract
from omnibase_infra.projectors.projection_reader_registration import ProjectionReaderRegistration
from omnibase_infra.runtime.auto_wiring import subscribe_wired_contract_topics, wire_from_manifest
from omnibase_infra.runtime.auto_wiring.discovery import discover_contracts_from_paths
from omnibase_infra.runtime.message_dispatch_engine import MessageDispatchEngine
from omnibase_infra.runtime.models.model_runtime_tick import ModelRuntimeTick
from omnibase_infra.runtime.protocol_domain_plugin import ModelDomainPluginConfig
from omnibase_infra.runtime.util_container_wiring import wire_infrastructure_services
from omnibase_infra.services.registry_api.registry_discovery import ServiceRegistryDiscovery
from omnibase_infra.services.service_node_introspection import ServiceNodeIntrospection

from contract_registry import TOPICS, start_contract_registry
from mesh_bus import create_topics, start_bus

FOLDER = Path(registration.__file__).parent
NAME = "node_registration_orchestrator"
TICK = "onex.intent.platform.runtime-tick.v1"


def tell(**line):
    print(json.dumps(line), flush=True)


def succeeded(result):
    if not result:
        raise SystemExit(f"registration runtime: {result.error_message or result.message}")


async def start_registration(servers, bus, container):
    manifest = discover_contracts_from_paths([FOLDER / "contract.yaml"])
    [contract] = manifest.contracts
    await create_topics(servers, [*contract.event_bus.subscribe_topics, *contract.event_bus.publish_topics, *TOPICS])
    engine = MessageDispatchEngine()
    config = ModelDomainPluginConfig(
        container=container,
        event_bus=bus,
        correlation_id=uuid4(),
        input_topic="onex.evt.platform.node-introspection.v1",
        output_topic="onex.evt.platform.node-registration-result.v1",
        consumer_group="mesh-registration",
        dispatch_engine=engine,
        kafka_bootstrap_servers=servers,
    )
    service = ServiceRegistration()
    succeeded(await service.initialize(config))
    succeeded(await service.wire_handlers(config))
    succeeded(await service.prepare_result_applier(config))
    wiring = {"event_bus": bus, "environment": "local", "result_appliers_by_contract": {NAME: service.result_applier}}
    report = await wire_from_manifest(manifest, engine, container=container, subscribe_immediately=False, **wiring)
    engine.freeze()
    attached = await subscribe_wired_contract_topics(manifest, report, engine, **wiring)
    if NAME not in attached:
        raise SystemExit("the registration runtime is not attached")
    return service.postgres_pool


async def list_all(discovery):
    nodes, contracts = HandlerRegistryApiListNodes(discovery), HandlerRegistryApiListContracts(discovery)
    while True:
        id = uuid4()
        listed = await nodes.handle(ModelRegistryApiRequest(operation="list_nodes", correlation_id=id), id)
        registered = await contracts.handle(ModelRegistryApiRequest(operation="list_contracts", correlation_id=id), id)
        tell(nodes=listed.data["results"], contracts=registered.data["results"])
        await asyncio.sleep(1)


async def tick(bus, seconds):
    now = datetime.now(UTC) + timedelta(seconds=seconds)
    payload = ModelRuntimeTick(
        now=now,
        tick_id=uuid4(),
        sequence_number=1,
        scheduled_at=now,
        correlation_id=uuid4(),
        scheduler_id="mesh",
        tick_interval_ms=1000,
    )
    envelope = ModelEventEnvelope(
        payload=payload,
        correlation_id=payload.correlation_id,
        envelope_timestamp=now,
        event_type="platform.runtime-tick",
    )
    await bus.publish_envelope(envelope, topic=TICK)


async def main(servers, database):
    os.environ["OMNIBASE_INFRA_DB_URL"] = database
    bus = await start_bus(servers)
    container = ModelONEXContainer()
    await wire_infrastructure_services(container)
    pool = await start_registration(servers, bus, container)
    await start_contract_registry(container, bus, pool)
    discovery = ServiceRegistryDiscovery(
        container, ProjectionReaderRegistration(pool), ProjectionReaderContract(pool)
    )
    listing = asyncio.create_task(list_all(discovery))
    kernel = ServiceNodeIntrospection.from_contract_dir(contracts_dir=FOLDER, event_bus=bus, node_name="onex-kernel")
    await kernel.publish_introspection(reason=EnumIntrospectionReason.STARTUP, correlation_id=uuid4())
    tell(ready=True)
    lines = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    while line := await lines.readline():
        await tick(bus, json.loads(line)["tick"])
    listing.cancel()


asyncio.run(main(*sys.argv[1:]))
