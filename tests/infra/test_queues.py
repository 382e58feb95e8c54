"""Queues, mappings, the schedule and the pipes: what fails is kept, told, and never lost or read twice at once."""

import json

import pytest

from tests.infra.assembly import Json, Stack

_DAY = 24 * 3600
_DEAD_LETTERS = {"evaluate-dlq", "notify-dlq", "expire-dlq", "pipes-dlq"}


@pytest.fixture
def queues(core: Stack) -> dict[str, Json]:
    return core.named("AWS::SQS::Queue", "QueueName")


@pytest.mark.parametrize("name", ["evaluate", "notify"])
def test_a_work_queue_hides_messages_for_six_times_its_functions_timeout(
    core: Stack, queues: dict[str, Json], name: str
) -> None:
    timeout = core.named("AWS::Lambda::Function", "FunctionName")[name]["Timeout"]
    assert queues[name]["VisibilityTimeout"] >= 6 * timeout


@pytest.mark.parametrize("name", ["evaluate", "notify"])
def test_a_message_is_tried_five_times_and_then_kept_two_weeks(
    core: Stack, queues: dict[str, Json], name: str
) -> None:
    redrive = queues[name]["RedrivePolicy"]
    dead_letters = core.resources[redrive["deadLetterTargetArn"]["Fn::GetAtt"][0]]["Properties"]
    assert redrive["maxReceiveCount"] == 5
    assert dead_letters["QueueName"] == f"{core.name}-{name}-dlq"
    assert dead_letters["MessageRetentionPeriod"] == 14 * _DAY
    assert dead_letters["MessageRetentionPeriod"] >= queues[name]["MessageRetentionPeriod"]


def test_there_are_two_work_queues_and_a_dead_letter_queue_for_each_source(queues: dict[str, Json]) -> None:
    assert set(queues) == {"evaluate", "notify"} | _DEAD_LETTERS


def test_mappings_read_the_work_queues_only_and_report_single_failures(core: Stack) -> None:
    mappings = core.of_type("AWS::Lambda::EventSourceMapping").values()
    read = {
        core.resources[mapping["EventSourceArn"]["Fn::GetAtt"][0]]["Properties"]["QueueName"]: mapping
        for mapping in mappings
    }
    assert set(read) == {f"{core.name}-evaluate", f"{core.name}-notify"}
    for mapping in read.values():
        assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
        assert mapping["ScalingConfig"]["MaximumConcurrency"] >= 2
        assert mapping["BatchSize"] == 10


def test_every_queue_is_encrypted_and_refuses_plain_http(core: Stack) -> None:
    closed = {
        policy["Queues"][0]["Ref"]
        for policy in core.of_type("AWS::SQS::QueuePolicy").values()
        if any(
            statement["Effect"] == "Deny"
            and statement["Principal"] == {"AWS": "*"}
            and statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
            for statement in policy["PolicyDocument"]["Statement"]
        )
    }
    assert closed == set(core.of_type("AWS::SQS::Queue"))
    for queue in core.of_type("AWS::SQS::Queue").values():
        assert queue["SqsManagedSseEnabled"] is True


def test_the_minute_run_keeps_what_fails_at_the_schedule_and_inside_lambda(core: Stack) -> None:
    schedule = core.one("AWS::Scheduler::Schedule")
    expire = core.named("AWS::Lambda::Function", "FunctionName")["expire"]
    (invocation,) = _invocations(core, expire)
    assert schedule["ScheduleExpression"] == "rate(1 minute)"
    assert schedule["FlexibleTimeWindow"] == {"Mode": "OFF"}
    scheduled = schedule["Target"]["DeadLetterConfig"]["Arn"]
    assert scheduled == invocation["DestinationConfig"]["OnFailure"]["Destination"]
    assert core.resources[scheduled["Fn::GetAtt"][0]]["Properties"]["QueueName"] == f"{core.name}-expire-dlq"


def test_long_work_is_called_without_a_queue_and_what_fails_of_it_is_kept(core: Stack) -> None:
    functions = core.named("AWS::Lambda::Function", "FunctionName")
    (invocation,) = _invocations(core, functions["jobs"])
    kept = invocation["DestinationConfig"]["OnFailure"]["Destination"]["Fn::GetAtt"][0]
    assert core.resources[kept]["Properties"]["QueueName"] == f"{core.name}-expire-dlq"
    assert functions["jobs"]["Timeout"] == 15 * 60
    for caller in ("evaluate", "expire"):
        assert functions[caller]["Environment"]["Variables"]["JOBS_FUNCTION"] == f"{core.name}-jobs"


def _invocations(core: Stack, function: Json) -> list[Json]:
    configs = core.of_type("AWS::Lambda::EventInvokeConfig").values()
    return [one for one in configs if core.resources[one["FunctionName"]["Ref"]]["Properties"] == function]


def test_pipes_start_at_the_oldest_record_and_give_up_before_the_stream_does(core: Stack) -> None:
    pipes = core.named("AWS::Pipes::Pipe", "Name")
    assert set(pipes) == {"feedback", "event"}
    for pipe in pipes.values():
        source = pipe["SourceParameters"]["DynamoDBStreamParameters"]
        assert source["StartingPosition"] == "TRIM_HORIZON"
        assert source["OnPartialBatchItemFailure"] == "AUTOMATIC_BISECT"
        assert 0 < source["MaximumRetryAttempts"] < 10_000
        assert 0 < source["MaximumRecordAgeInSeconds"] < _DAY
        failed = source["DeadLetterConfig"]["Arn"]["Fn::GetAtt"][0]
        assert core.resources[failed]["Properties"]["QueueName"] == f"{core.name}-pipes-dlq"


@pytest.mark.parametrize(
    ("name", "patterns", "target", "template"),
    [
        (
            "feedback",
            [
                {
                    "eventName": ["INSERT", "MODIFY"],
                    "dynamodb": {
                        "NewImage": {"kind": {"S": ["feedback", "revision"]}, "quiet": {"S": [{"exists": False}]}}
                    },
                },
                {"eventName": ["INSERT"], "dynamodb": {"NewImage": {"kind": {"S": ["fetch", "job"]}}}},
            ],
            "evaluate",
            '{"event": <$.eventName>, "kind": <$.dynamodb.NewImage.kind.S>, "pk": <$.dynamodb.NewImage.pk.S>,'
            ' "sk": <$.dynamodb.NewImage.sk.S>, "body": <$.dynamodb.NewImage.body.S>}',
        ),
        (
            "event",
            [{"eventName": ["INSERT"], "dynamodb": {"NewImage": {"kind": {"S": ["event"]}}}}],
            "notify",
            '{"pk": <$.dynamodb.NewImage.pk.S>, "sk": <$.dynamodb.NewImage.sk.S>,'
            ' "body": <$.dynamodb.NewImage.body.S>}',
        ),
    ],
)
def test_each_pipe_takes_its_records_to_its_queue(
    core: Stack, name: str, patterns: list[Json], target: str, template: str
) -> None:
    pipe = core.named("AWS::Pipes::Pipe", "Name")[name]
    filters = pipe["SourceParameters"]["FilterCriteria"]["Filters"]
    assert [json.loads(one["Pattern"]) for one in filters] == patterns
    assert pipe["TargetParameters"] == {"InputTemplate": template}
    queue = core.resources[pipe["Target"]["Fn::GetAtt"][0]]["Properties"]
    assert queue["QueueName"] == f"{core.name}-{target}"
    source = pipe["Source"]["Fn::GetAtt"]
    assert core.resources[source[0]]["Type"] == "AWS::DynamoDB::Table"
    assert source[1] == "StreamArn"


@pytest.mark.parametrize("queue", sorted(_DEAD_LETTERS))
def test_a_message_in_a_dead_letter_queue_raises_an_alarm(core: Stack, queue: str) -> None:
    alarm = core.named("AWS::CloudWatch::Alarm", "AlarmName")[queue]
    # What a redrive policy moves never counts as sent, so only the visible messages tell.
    assert alarm["MetricName"] == "ApproximateNumberOfMessagesVisible"
    assert alarm["Threshold"] == 0
    assert alarm["ComparisonOperator"] == "GreaterThanThreshold"


def test_every_alarm_is_told_to_the_operators(core: Stack) -> None:
    (topic,) = core.of_type("AWS::SNS::Topic")
    alarms = core.named("AWS::CloudWatch::Alarm", "AlarmName")
    assert set(alarms) == _DEAD_LETTERS | {
        "evaluate-late",
        "notify-late",
        "feedback-pipe",
        "event-pipe",
        "expire-silent",
        "http-errors",
        "refused-webhooks",
        "mail-bounces",
        "mail-complaints",
    }
    for alarm in alarms.values():
        assert alarm["AlarmActions"] == [{"Ref": topic}]
        assert alarm["AlarmDescription"]


def test_a_silent_minute_run_is_an_alarm_even_without_any_figure(core: Stack) -> None:
    alarm = core.named("AWS::CloudWatch::Alarm", "AlarmName")["expire-silent"]
    assert alarm["TreatMissingData"] == "breaching"
    assert (alarm["ComparisonOperator"], alarm["Threshold"], alarm["Period"]) == (
        "LessThanThreshold",
        1,
        300,
    )
