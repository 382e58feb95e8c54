"""Settings for every test."""

import os

import pytest
from hypothesis import HealthCheck, settings

# The same bodies run against several tables; their assertions explain themselves like those of test files.
pytest.register_assert_rewrite("tests.support.table_contract", "tests.support.store_contract")

# No AWS client of a test may find real credentials or a real region.
os.environ.update(
    AWS_DEFAULT_REGION="eu-west-3",
    AWS_ACCESS_KEY_ID="testing",
    AWS_SECRET_ACCESS_KEY="testing",
    AWS_EC2_METADATA_DISABLED="true",
)

# The same examples in every run; slow machines are no failures.
settings.register_profile("boucle", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("boucle")
