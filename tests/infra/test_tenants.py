"""Tenant files: a wrong one stops the synth with one sentence, and no two tenants can touch each other."""

import os
import re
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import pytest

from infra.build import build_app
from infra.packaging import ROOT
from infra.tenants import FOLDER, TenantFileError, load, names
from tests.infra.assembly import Assembly, Stack, strings_of

_GOOD = """\
id = "zeta"
name = "Zeta"
locale = "fr"
zone = "Europe/Paris"

[sender]
address = "alertes@zeta.example"
name = "Zeta"

[domains]
frontend = "avis.zeta.example"

[alarms]
emails = ["ops@zeta.example"]
"""
_WRONG = [
    ('name = "Zeta"\nlocale', "locale", "key 'name' is missing"),
    ('locale = "fr"', 'locale = "de"', "key 'locale': input should be 'fr' or 'en'"),
    ('zone = "Europe/Paris"', 'zone = "Europe/Pari"', "key 'zone': 'Europe/Pari' is not a time zone"),
    ('zone = "Europe/Paris"', "zone = 1", "key 'zone': input should be a valid string"),
    ('id = "zeta"', 'id = "Zeta!"', "key 'id': must be 2 to 20 lower-case letters and digits"),
    ('id = "zeta"', 'id = "other"', "key 'id' is 'other' but must be 'zeta', like the file"),
    ('locale = "fr"', 'locale = "fr"\ncolour = "red"', "key 'colour' is unknown"),
    ("[alarms]", '[alarms]\nsecret = "x"', "key 'alarms.secret' is unknown"),
    ('["ops@zeta.example"]', "[]", "key 'alarms.emails': list should have at least 1 item"),
    ('["ops@zeta.example"]', '["ops"]', "key 'alarms.emails.0': 'ops' is not an email address"),
    ("alertes@zeta.example", "alertes", "key 'sender.address': 'alertes' is not an email address"),
    (
        'name = "Zeta"\n\n[domains]',
        'name = "Z\\r\\nBcc: a@b.c"\n\n[domains]',
        "key 'sender.name': must be one line",
    ),
    ("avis.zeta.example", "https://avis.zeta.example", "key 'domains.frontend'"),
    ("avis.zeta.example", "avis.halles-verdier.example", "belongs to tenant 'demo'"),
    ("alertes@zeta.example", "alertes@acme-stores.example", "key 'sender.address': 'acme-stores.example' belongs"),
    ('"avis.zeta.example"', '"avis.zeta.example"\ninbound = "in.yota.example"', "must lie in the sender's domain"),
    ('"avis.zeta.example"', '"avis.zeta.example"\ncertificate_id = "arn:aws:acm"', "key 'domains.certificate_id'"),
    ("[alarms]", "[limits]\nevaluate_concurrency = 1\n[alarms]", "key 'limits.evaluate_concurrency'"),
    ("[alarms]", "[retention]\nlogs_days = 31\n[alarms]", "key 'retention.logs_days': must be one of 1, 3, 5"),
    ("[alarms]", '[retention]\nlogs_days = "30"\n[alarms]', "key 'retention.logs_days'"),
    ("[alarms]", '[sign_in]\nquote = "Merci."\n[alarms]', "key 'sign_in': needs both quote and quote_by"),
    ('locale = "fr"', 'locale = "fr', "is not valid TOML"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of tenant files with the repository's and one of ours."""
    copy = tmp_path / "tenants"
    copy.mkdir()
    for path in FOLDER.glob("*.toml"):
        (copy / path.name).write_bytes(path.read_bytes())
    (copy / "zeta.toml").write_text(_GOOD, "utf-8")
    return copy


def test_the_repositorys_tenants_are_right() -> None:
    assert names() == ["acme", "demo"]
    demo = load("demo")
    assert (demo.name, demo.zone, demo.locale) == ("Halles Verdier", "Europe/Paris", "fr")
    assert not demo.retained
    assert load("acme").retained


def test_a_short_file_gets_the_defaults(folder: Path) -> None:
    zeta = load("zeta", folder)
    assert (zeta.architecture, zeta.removal_policy, zeta.retention.logs_days) == ("arm64", "retain", 30)
    assert zeta.parameter_prefix == "/boucle/zeta"


@pytest.mark.parametrize(("old", "new", "reason"), _WRONG, ids=[reason for _, _, reason in _WRONG])
def test_a_wrong_file_is_refused_in_one_sentence_with_file_key_and_reason(
    folder: Path, old: str, new: str, reason: str
) -> None:
    assert old in _GOOD
    (folder / "zeta.toml").write_text(_GOOD.replace(old, new, 1), "utf-8")
    with pytest.raises(TenantFileError) as refused:
        load("zeta", folder)
    message = str(refused.value)
    assert reason in message
    assert "zeta.toml" in message
    assert "\n" not in message
    assert message.endswith(".")


def test_a_file_that_is_not_utf_8_is_refused(folder: Path) -> None:
    (folder / "zeta.toml").write_bytes(b'name = "\xe9"')
    with pytest.raises(TenantFileError, match="is not UTF-8 text"):
        load("zeta", folder)


@pytest.mark.parametrize("name", ["../demo", "Demo", "", "a" * 21, "demo.toml"])
def test_a_name_that_is_no_tenants_never_reaches_the_disk(name: str) -> None:
    with pytest.raises(TenantFileError, match="is not a tenant name"):
        load(name)


def test_an_absent_file_is_told_with_the_names_there_are(folder: Path) -> None:
    with pytest.raises(TenantFileError, match=r"nobody\.toml does not exist; .* acme, demo, zeta"):
        load("nobody", folder)


@pytest.mark.parametrize(
    ("context", "reason"),
    [
        ({}, r"no tenant given: add -c tenant=NAME, with NAME one of acme, demo\."),
        ({"tenant": "demo", "architecture": "sparc"}, "-c architecture=sparc is unknown"),
        ({"tenant": "demo", "frontend_url": "demo.example"}, "-c frontend_url=demo.example is not an address"),
    ],
)
def test_a_wrong_switch_is_refused(context: dict[str, str], reason: str) -> None:
    with pytest.raises(TenantFileError, match=reason):
        build_app(context)


def test_a_refused_synth_ends_with_one_line_and_no_traceback() -> None:
    environment = {**os.environ, "CDK_CONTEXT_JSON": '{"tenant": "nobody"}'}
    done = subprocess.run(
        [sys.executable, "-m", "infra.app"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr == ("boucle: infra/tenants/nobody.toml does not exist; tenants with a file: acme, demo.\n")


# What AWS would refuse a second time in an account, by type.
_NAMES = {
    "AWS::ApiGatewayV2::Api": "Name",
    "AWS::CloudFront::Function": "Name",
    "AWS::CloudWatch::Alarm": "AlarmName",
    "AWS::Cognito::UserPool": "UserPoolName",
    "AWS::Cognito::UserPoolDomain": "Domain",
    "AWS::Lambda::Function": "FunctionName",
    "AWS::Logs::LogGroup": "LogGroupName",
    "AWS::Pipes::Pipe": "Name",
    "AWS::SES::ConfigurationSet": "Name",
    "AWS::SES::EmailIdentity": "EmailIdentity",
    "AWS::SES::ReceiptRuleSet": "RuleSetName",
    "AWS::SNS::Topic": "TopicName",
    "AWS::SQS::Queue": "QueueName",
    "AWS::Scheduler::Schedule": "Name",
}


def _given_names(stack: Stack) -> set[str]:
    """The names that templates give by themselves, and the names of exports."""
    found = {
        resource["Properties"][_NAMES[resource["Type"]]]
        for resource in stack.resources.values()
        if _NAMES.get(resource["Type"]) in resource.get("Properties", {})
    }
    return found | {output["Export"]["Name"] for output in stack.outputs.values() if "Export" in output}


def test_no_name_of_one_tenant_appears_in_anothers_templates(assemblies: dict[str, Assembly]) -> None:
    for one, other in combinations(assemblies.values(), 2):
        for ours, theirs in ((one, other), (other, one)):
            text = "\n".join(string for stack in theirs.stacks for string in strings_of(stack.template))
            assert not re.search(rf"\b{ours.tenant.id}\b", text)
            assert ours.tenant.domains.frontend not in text
            assert ours.tenant.sender.domain not in text


def test_names_that_must_be_unique_in_an_account_are_disjoint(assemblies: dict[str, Assembly]) -> None:
    for one, other in combinations(assemblies.values(), 2):
        ours, theirs = ({name for stack in side.stacks for name in _given_names(stack)} for side in (one, other))
        assert len(ours) > 30
        assert ours.isdisjoint(theirs)


def test_all_that_can_be_billed_carries_the_tenants_tag(assembly: Assembly) -> None:
    expected = {"Key": "boucle:tenant", "Value": assembly.tenant.id}
    tagged = {
        "AWS::DynamoDB::Table", "AWS::Lambda::Function", "AWS::SQS::Queue", "AWS::Logs::LogGroup",
        "AWS::SNS::Topic", "AWS::S3::Bucket", "AWS::CloudFront::Distribution", "AWS::CloudWatch::Alarm",
    }  # fmt: skip
    for stack in assembly.stacks:
        for resource in stack.resources.values():
            if resource["Type"] in tagged:
                assert expected in resource["Properties"]["Tags"]
            if resource["Type"] in {"AWS::Pipes::Pipe", "AWS::ApiGatewayV2::Api"}:
                assert resource["Properties"]["Tags"]["boucle:tenant"] == assembly.tenant.id


def test_two_synths_write_the_same_bytes(tmp_path: Path, frontend: Path) -> None:
    one, two = (Assembly.synthesise("acme", tmp_path / run, frontend) for run in ("one", "two"))
    for first, second in zip(one.stacks, two.stacks, strict=True):
        assert first.text == second.text
        assets = first.path.with_name(f"{first.name}.assets.json").read_bytes()
        assert assets == second.path.with_name(f"{second.name}.assets.json").read_bytes()


def test_templates_stay_far_from_cloudformations_limits(assembly: Assembly) -> None:
    for stack in assembly.stacks:
        assert len(stack.resources) < 200
        assert len(stack.text) < 200_000


def test_no_account_number_stands_in_a_template_or_a_tenant_file(assembly: Assembly) -> None:
    file = (FOLDER / f"{assembly.tenant.id}.toml").read_text("utf-8")
    for text in (file, *(stack.text for stack in assembly.stacks)):
        assert not re.search(r"(?<![0-9a-f])\d{12}(?![0-9a-f])", text)


def test_the_local_run_pins_the_apis_id_and_its_own_address(tmp_path: Path, frontend: Path) -> None:
    local = Assembly.synthesise(
        "demo", tmp_path, frontend, local="true", architecture="x86_64", frontend_url="http://127.0.0.1:8080/"
    )
    assert local.core.one("AWS::ApiGatewayV2::Api")["Tags"]["ms-custom-id"] == "boucledemo"
    for function in local.core.of_type("AWS::Lambda::Function").values():
        assert function["Architectures"] == ["x86_64"]
    client = local.core.one("AWS::Cognito::UserPoolClient")
    assert client["CallbackURLs"] == ["http://127.0.0.1:8080/signed-in"]
