"""Reads and makes messages with the models of the Python ONEX ecosystem.

`models.py make` prints envelopes for the effect, a line each: topic, tab, value.
`models.py check` reads records as JSON lines and prints for each: topic, tab, what refused it (empty: accepted).
"""

import json
import sys
import warnings
from uuid import uuid4

warnings.simplefilter("ignore")

from omnibase_core.models.events.contract_registration.model_contract_deregistered_event import (
    ModelContractDeregisteredEvent,
)
from omnibase_core.models.events.contract_registration.model_contract_registered_event import (
    ModelContractRegisteredEvent,
)
from omnibase_core.models.events.model_event_envelope import ModelEventEnvelope
from omnibase_core.models.logging.model_structured_log_entry import ModelStructuredLogEntry
from omnibase_infra.event_bus.models.model_event_headers import ModelEventHeaders
from omnibase_infra.models.registration.model_node_heartbeat_event import ModelNodeHeartbeatEvent
from omnibase_infra.models.registration.model_node_introspection_event import ModelNodeIntrospectionEvent
from omnibase_infra.nodes.node_dlq_replay_effect.models.model_dlq_message import ModelDlqMessage

COMMAND = "onex.cmd.billing.payment-requested.v1"
HEARTBEAT = "onex.evt.platform.node-heartbeat.v1"
PLATFORM = {
    "onex.evt.platform.node-introspection.v1": ModelNodeIntrospectionEvent,
    "onex.evt.platform.contract-registered.v1": ModelContractRegisteredEvent,
    "onex.evt.platform.contract-deregistered.v1": ModelContractDeregisteredEvent,
    "onex.evt.platform.log-entry.v1": ModelStructuredLogEntry,
}


def make():
    for number in range(3):
        payload = {"operation": "create", "data": {"number": number}}
        envelope = ModelEventEnvelope(payload=payload, correlation_id=uuid4())
        print(f"{COMMAND}\t{envelope.model_dump_json()}")


def check_record(record):
    topic, value = record["topic"], json.loads(record["value"])
    known = {name: text for name, text in record["headers"].items() if name in ModelEventHeaders.model_fields}
    ModelEventHeaders.model_validate(known)
    if topic.startswith("onex.dlq."):
        ModelDlqMessage.from_kafka_message(value, 0, 0)
        return
    envelope = ModelEventEnvelope.model_validate(value)
    if topic in PLATFORM:
        PLATFORM[topic].model_validate(envelope.payload)
    if topic == HEARTBEAT and ModelNodeHeartbeatEvent.model_validate(envelope.payload).flow_window is None:
        raise ValueError("the heartbeat has no flow window")


def check():
    for line in sys.stdin:
        record = json.loads(line)
        try:
            check_record(record)
            reason = ""
        except Exception as error:
            reason = " ".join(str(error).split())[:300]
        print(f"{record['topic']}\t{reason}")


{"make": make, "check": check}[sys.argv[1]]()
