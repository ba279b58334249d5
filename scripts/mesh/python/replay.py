"""Replays a dead-letter topic with the replay node of omnibase-infra, unchanged.

`replay.py SERVERS TOPIC` drains the topic and prints what happened to each letter, as one JSON line.
"""

import asyncio
import json
import logging
import sys
import warnings

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)

from omnibase_infra.nodes.node_dlq_replay_effect.engine_dlq_replay import (
    DLQConsumer,
    DLQProducer,
    DLQQuarantineProducer,
    ModelDlqReplayEngineConfig,
)
from omnibase_infra.nodes.node_dlq_replay_effect.handlers.handler_dlq_replay import HandlerDlqReplay


async def main(servers, topic):
    config = ModelDlqReplayEngineConfig(
        bootstrap_servers=servers, dlq_topic=topic, max_replay_count=2, idle_probe_seconds=5, max_run_duration_seconds=6
    )
    node = HandlerDlqReplay(
        consumers={topic: DLQConsumer(config)},
        producer=DLQProducer(config),
        quarantine_producer=DLQQuarantineProducer(config),
    )
    run = await node.run()
    letters = {}
    for one in run.results:
        letters.setdefault(str(one.correlation_id), []).append(one.status.value)
    print(json.dumps({"failed": run.failed, "letters": letters}))


asyncio.run(main(*sys.argv[1:]))
