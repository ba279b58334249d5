"""The contract registry of omnibase-infra: its reducer, its router, and its PostgreSQL handlers, as its kernel wires them."""

from omnibase_infra.nodes.node_contract_persistence_effect.handlers import (
    HandlerPostgresCleanupTopics,
    HandlerPostgresContractUpsert,
    HandlerPostgresDeactivate,
    HandlerPostgresHeartbeat,
    HandlerPostgresMarkStale,
    HandlerPostgresTopicUpdate,
)
from omnibase_infra.nodes.node_contract_registry_reducer.contract_registration_event_router import (
    ContractRegistrationEventRouter,
)
from omnibase_infra.nodes.node_contract_registry_reducer.reducer import ContractRegistryReducer

TOPICS = [
    "onex.evt.platform.contract-registered.v1",
    "onex.evt.platform.contract-deregistered.v1",
    "onex.evt.platform.node-heartbeat.v1",
]

# The package has no migrations. These are the columns that its handlers write and its readers read.
SCHEMA = """
CREATE TABLE IF NOT EXISTS contracts (
    contract_id TEXT PRIMARY KEY, node_name TEXT NOT NULL,
    version_major INT NOT NULL, version_minor INT NOT NULL, version_patch INT NOT NULL,
    contract_hash TEXT NOT NULL, contract_yaml TEXT NOT NULL,
    registered_at TIMESTAMPTZ NOT NULL, deregistered_at TIMESTAMPTZ, last_seen_at TIMESTAMPTZ NOT NULL,
    is_active BOOLEAN NOT NULL, data_provenance TEXT NOT NULL DEFAULT 'unknown',
    last_event_topic TEXT, last_event_partition INT, last_event_offset BIGINT,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(), updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
);
CREATE TABLE IF NOT EXISTS topics (
    topic_suffix TEXT NOT NULL, direction TEXT NOT NULL, contract_ids JSONB NOT NULL DEFAULT '[]',
    first_seen_at TIMESTAMPTZ NOT NULL, last_seen_at TIMESTAMPTZ NOT NULL, is_active BOOLEAN NOT NULL DEFAULT TRUE,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(), updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    PRIMARY KEY (topic_suffix, direction)
);
"""


async def start_contract_registry(container, bus, pool):
    await pool.execute(SCHEMA)
    router = ContractRegistrationEventRouter(
        container=container,
        reducer=ContractRegistryReducer(),
        effect_handlers={
            "postgres.upsert_contract": HandlerPostgresContractUpsert(pool),
            "postgres.update_topic": HandlerPostgresTopicUpdate(pool),
            "postgres.mark_stale": HandlerPostgresMarkStale(pool),
            "postgres.update_heartbeat": HandlerPostgresHeartbeat(pool),
            "postgres.deactivate_contract": HandlerPostgresDeactivate(pool),
            "postgres.cleanup_topic_references": HandlerPostgresCleanupTopics(pool),
        },
        event_bus=bus,
    )
    for topic in TOPICS:
        await bus.subscribe(topic, None, router.handle_message, group_id=f"py.contracts.{topic}", auto_offset_reset="earliest")
