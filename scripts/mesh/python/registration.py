"""Runs the registration runtime of omnibase-infra, unchanged: its PostgreSQL projector, its handlers, and its auto-wiring.

`registration.py SERVERS DATABASE_URL` prints a JSON line when it is ready.
"""

import asyncio
import json
import logging
import os
import sys
import warnings
from pathlib import Path
from uuid import uuid4

warnings.simplefilter("ignore")
if not os.getenv("MESH_DEBUG"):
    logging.disable(logging.CRITICAL)

import omnibase_infra.nodes.node_registration_orchestrator as registration
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from omnibase_core.models.container.model_onex_container import ModelONEXContainer
from omnibase_infra.event_bus.event_bus_kafka import EventBusKafka
from omnibase_infra.nodes.node_registration_orchestrator.plugin import ServiceRegistration
from omnibase_infra.runtime.auto_wiring import subscribe_wired_contract_topics, wire_from_manifest
from omnibase_infra.runtime.auto_wiring.discovery import discover_contracts_from_paths
from omnibase_infra.runtime.message_dispatch_engine import MessageDispatchEngine
from omnibase_infra.runtime.protocol_domain_plugin import ModelDomainPluginConfig
from omnibase_infra.runtime.util_container_wiring import wire_infrastructure_services


def succeeded(result):
    if not result:
        raise SystemExit(f"registration runtime: {result.error_message or result.message}")


async def create_topics(servers, manifest):
    topics = {topic for one in manifest.contracts for topic in (*one.event_bus.subscribe_topics, *one.event_bus.publish_topics)}
    admin = AIOKafkaAdminClient(bootstrap_servers=servers)
    await admin.start()
    try:
        missing = topics - set(await admin.list_topics())
        await admin.create_topics([NewTopic(topic, 1, 1) for topic in missing])
    finally:
        await admin.close()


async def main(servers, database):
    os.environ["OMNIBASE_INFRA_DB_URL"] = database
    manifest = discover_contracts_from_paths([Path(registration.__file__).parent / "contract.yaml"])
    await create_topics(servers, manifest)
    bus = EventBusKafka.from_bootstrap(servers)
    await bus.start()
    engine = MessageDispatchEngine()
    container = ModelONEXContainer()
    await wire_infrastructure_services(container)
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
    appliers = {"node_registration_orchestrator": service.result_applier}
    report = await wire_from_manifest(
        manifest,
        engine,
        event_bus=bus,
        environment="local",
        container=container,
        subscribe_immediately=False,
        result_appliers_by_contract=appliers,
    )
    engine.freeze()
    topics = await subscribe_wired_contract_topics(
        manifest, report, engine, bus, environment="local", result_appliers_by_contract=appliers
    )
    print(json.dumps({"ready": True, "topics": topics}, default=list), flush=True)
    await asyncio.Event().wait()


asyncio.run(main(sys.argv[1], sys.argv[2]))
