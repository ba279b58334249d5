"""The Kafka bus of omnibase-infra, as the Python nodes of the mesh use it."""

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from omnibase_infra.event_bus.event_bus_kafka import EventBusKafka
from omnibase_infra.event_bus.models.config.model_kafka_event_bus_config import ModelKafkaEventBusConfig


async def start_bus(servers):
    """Short sessions, because a node that starts after a kill -9 waits until the session of the killed one has ended."""
    settings = {"bootstrap_servers": servers, "session_timeout_ms": 6000, "heartbeat_interval_ms": 2000}
    bus = EventBusKafka(config=ModelKafkaEventBusConfig.default().model_copy(update=settings))
    await bus.start()
    return bus


async def create_topics(servers, topics):
    """Creates the topics that the broker does not have."""
    admin = AIOKafkaAdminClient(bootstrap_servers=servers)
    await admin.start()
    try:
        missing = set(topics) - set(await admin.list_topics())
        await admin.create_topics([NewTopic(topic, 1, 1) for topic in missing])
    finally:
        await admin.close()
