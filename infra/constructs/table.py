"""The tenant's one table. Names of keys and indexes come from shared/storage/keys.py."""

from aws_cdk import RemovalPolicy
from aws_cdk import aws_dynamodb as dynamodb
from constructs import Construct

from shared.scope.tenant import TenantConfig
from shared.storage.keys import TABLE_INDEXES

_STRING = dynamodb.AttributeType.STRING


class Table(Construct):
    """Table on demand with stream, expiry of items, point-in-time recovery and the sparse indexes of the lists.

    It has no fixed name: kept data of a removed stack never stands in the way of a new one.
    """

    def __init__(self, scope: Construct, construct_id: str, *, tenant: TenantConfig) -> None:
        super().__init__(scope, construct_id)
        self.table = dynamodb.Table(
            self,
            "Table",
            partition_key=dynamodb.Attribute(name="pk", type=_STRING),
            sort_key=dynamodb.Attribute(name="sk", type=_STRING),
            billing_mode=dynamodb.BillingMode.PAY_PER_REQUEST,
            max_read_request_units=tenant.limits.table_read_units,
            max_write_request_units=tenant.limits.table_write_units,
            time_to_live_attribute="ttl",
            stream=dynamodb.StreamViewType.NEW_AND_OLD_IMAGES,
            point_in_time_recovery_specification=dynamodb.PointInTimeRecoverySpecification(
                point_in_time_recovery_enabled=True
            ),
            deletion_protection=tenant.retained,
            removal_policy=RemovalPolicy.RETAIN if tenant.retained else RemovalPolicy.DESTROY,
        )
        for name, index in TABLE_INDEXES.items():
            self.table.add_global_secondary_index(
                index_name=name,
                partition_key=dynamodb.Attribute(name=index.hash, type=_STRING),
                sort_key=dynamodb.Attribute(name=index.range, type=_STRING),
                projection_type=dynamodb.ProjectionType.INCLUDE
                if index.include
                else dynamodb.ProjectionType.KEYS_ONLY,
                non_key_attributes=list(index.include) or None,
            )

    @property
    def arn(self) -> str:
        """ARN of the table."""
        return self.table.table_arn

    @property
    def stream_arn(self) -> str:
        """ARN of the table's stream."""
        arn = self.table.table_stream_arn
        if arn is None:
            raise RuntimeError("the table has no stream; give it one")
        return arn

    def index_arns(self, *names: str) -> list[str]:
        """ARNs of the named indexes."""
        return [f"{self.arn}/index/{name}" for name in names]
