"""The bucket that a stack's packages are uploaded to, as CloudFormation takes them from nowhere else.

It is private, belongs to one stack, and keeps each package under a digest of it: a deployment that AWS rolls back needs
the one before.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import boto3
from botocore.exceptions import ClientError

_NOWHERE = "us-east-1"
"""The region that S3 doesn't want to be told."""


class Bucket:
    """A bucket, there or not."""

    def __init__(self, session: boto3.Session, stack: str, account: str) -> None:
        self._client: Any = session.client("s3")
        self._region = session.region_name
        self.name = f"{stack}-packages-{account}-{self._region}"
        # Bucket names are everybody's: one of this name that another account made would get the package.
        self._ours = {"Bucket": self.name, "ExpectedBucketOwner": account}

    def keep(self, package: Path) -> str:
        """Uploads a package, unless it is there; its key."""
        if not self._has():
            self._make()
        content = package.read_bytes()
        key = f"{hashlib.sha256(content).hexdigest()}.zip"
        if not self._has(key):
            self._client.put_object(**self._ours, Key=key, Body=content)
        return key

    def remove(self) -> None:
        """Deletes it with all that is in it."""
        if not self._has():
            return
        for page in self._client.get_paginator("list_objects_v2").paginate(**self._ours):
            for each in page.get("Contents", []):
                self._client.delete_object(**self._ours, Key=each["Key"])
        self._client.delete_bucket(**self._ours)

    def _has(self, key: str = "") -> bool:
        """Whether it, or a package in it, is there."""
        try:
            if key:
                self._client.head_object(**self._ours, Key=key)
            else:
                self._client.head_bucket(**self._ours)
        except ClientError as error:
            if error.response["Error"]["Code"] == "404":
                return False
            raise
        return True

    def _make(self) -> None:
        place = {} if self._region == _NOWHERE else {"LocationConstraint": self._region}
        self._client.create_bucket(Bucket=self.name, **({"CreateBucketConfiguration": place} if place else {}))
        self._client.put_public_access_block(
            **self._ours,
            PublicAccessBlockConfiguration={
                "BlockPublicAcls": True,
                "IgnorePublicAcls": True,
                "BlockPublicPolicy": True,
                "RestrictPublicBuckets": True,
            },
        )
